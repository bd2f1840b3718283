import { DomainError } from '@cloudconvert/core';
import { isOfAccount, type Refusal } from './refusal.ts';

/** RFC 9110, 15.5.9 and RFC 6585, 4: of the client's errors these two say "later". */
const laterStatuses: ReadonlySet<number> = new Set([408, 429]);

/** Whether the same request may succeed within a minute. */
export function isTemporary({ status }: Refusal): boolean {
  return status === undefined || status >= 500 || laterStatuses.has(status);
}

/** What the sender of a message is told when it was not accepted. */
export function mailError(refusal: Refusal): DomainError {
  const details = { cause: new Error(refusal.reason) };
  const { status } = refusal;
  if (isTemporary(refusal) || (status !== undefined && isOfAccount(status))) {
    return new DomainError('mail_unavailable', 'The message could not be sent now', details);
  }
  return new DomainError('mail_rejected', 'SendGrid refuses the message for good', details);
}

import { DomainError } from '@cloudconvert/core';

/** RFC 4954, 6: says that the login is missing or wrong, nothing of the message. */
const loginReplies: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** What the sender of a message is told when `error` kept it from going out. */
export function mailError(error: unknown): DomainError {
  if (!isFinal(error)) return unavailable(error);
  return new DomainError('mail_rejected', 'The mail server refuses the message for good', {
    cause: error,
  });
}

export function unavailable(cause: unknown): DomainError {
  return new DomainError('mail_unavailable', 'The message could not be sent now', { cause });
}

/** Whether the server answered the envelope or the message itself with a final no. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && 'responseCode' in error)) return false;
  const isOfMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  const reply = Number(error.responseCode);
  return (
    isOfMessage && 'permanent' in error && error.permanent === true && !loginReplies.has(reply)
  );
}

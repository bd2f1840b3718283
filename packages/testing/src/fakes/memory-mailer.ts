import { DomainError, type Mailer, type MailMessage } from '@cloudconvert/core';

/** Keeps what it is asked to send. */
export class MemoryMailer implements Mailer {
  readonly sent: MailMessage[] = [];
  /** While it is `true` no message can be sent. */
  isAway = false;
  readonly #refusedAddresses: ReadonlySet<string>;

  constructor(refusedAddresses: readonly string[] = []) {
    this.#refusedAddresses = new Set(refusedAddresses);
  }

  async send(message: MailMessage, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.isAway) throw new DomainError('mail_unavailable', 'The mail server is away');
    if (this.#refusedAddresses.has(message.to)) {
      throw new DomainError('mail_rejected', `The mail server knows no ${message.to}`);
    }
    this.sent.push(message);
  }
}

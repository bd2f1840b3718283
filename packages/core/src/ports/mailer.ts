/** A message to one person, as text and as HTML that say the same. */
export interface MailMessage {
  /** The same for each try to send the same message, so that a server can tell a repetition. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Sends mail. A `DomainError` `mail_rejected` is final: the server will never take this message
 * (a 5xx reply of RFC 5321, a 4xx status of a web API); `mail_unavailable` is worth another try.
 */
export interface Mailer {
  send(message: MailMessage, signal?: AbortSignal): Promise<void>;
}

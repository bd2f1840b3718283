/** A message to one person, as text and as HTML that say the same. */
export interface MailMessage {
  /**
   * The same for each try to send the same message, so that a server can tell a repetition, and never that of
   * another one, also of a service that began anew with an empty database. Of letters, digits, `-` and `.`.
   */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** From whom messages are. */
export interface MailSender {
  /** An address, with or without a name. */
  readonly from: string;
  /** Of the service: at it, ids of messages are unique. */
  readonly host: string;
}

/**
 * Sends mail, under the `Message-ID` `<id@host>` (RFC 5322, 3.6.4), where the host is the service's. A `DomainError` `mail_rejected` is final: the server will never take this message
 * (a 5xx reply of RFC 5321, a 4xx status of a web API); `mail_unavailable` is worth another try.
 */
export interface Mailer {
  send(message: MailMessage, signal?: AbortSignal): Promise<void>;
}

import type { Mailer, MailMessage } from '@cloudconvert/core';
import { createTransport, type Transporter } from 'nodemailer';
import { compose } from './compose.ts';
import { mailError } from './mail-error.ts';
import type { SmtpServer } from './smtp-server.ts';

export interface SmtpMailerOptions {
  readonly server: SmtpServer;
  /** The sender: an address, with or without a name. */
  readonly from: string;
}

const connectTimeoutMs = 10_000;
const replyTimeoutMs = 30_000;
const maxConnections = 3;

/** Hands messages to a mail server, over connections that are kept for the next ones. */
export class SmtpMailer implements Mailer {
  readonly #transport: Transporter;
  readonly #from: string;

  constructor({ server, from }: SmtpMailerOptions) {
    this.#transport = createTransport({ pool: true, ...transportOptions(server) });
    this.#from = from;
  }

  async send(message: MailMessage, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    try {
      await this.#transport.sendMail({ ...compose(this.#from, message), signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw mailError(error);
    }
  }

  /** Ends all connections, also one over which a message is going out. */
  close(): void {
    this.#transport.close({ force: true });
  }
}

function transportOptions({ host, port, secure, login }: SmtpServer) {
  return {
    host,
    port,
    secure,
    maxConnections,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: replyTimeoutMs,
    ...(login && { auth: { user: login.user, pass: login.password }, requireTLS: true }),
  };
}

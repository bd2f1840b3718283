import type { Mailer, MailMessage, MailSender } from '@cloudconvert/core';
import { compose } from './compose.ts';
import { mailError } from './mail-error.ts';
import type { SmtpServer } from './smtp-server.ts';

export interface SmtpMailerOptions {
  readonly server: SmtpServer;
  readonly sender: MailSender;
}

const connectTimeoutMs = 10_000;
const replyTimeoutMs = 30_000;
const maxConnections = 3;

/** Hands messages to a mail server, over connections that are kept for the next ones. */
export class SmtpMailer implements Mailer {
  readonly #options: SmtpMailerOptions;
  #transport: ReturnType<typeof openTransport> | undefined;

  constructor(options: SmtpMailerOptions) {
    this.#options = options;
  }

  async send(message: MailMessage, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { server, sender } = this.#options;
    this.#transport ??= openTransport(server);
    const transport = await this.#transport;
    try {
      await transport.sendMail({ ...compose(sender, message), signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw mailError(error);
    }
  }

  /** Ends all connections, also one over which a message is going out. */
  async close(): Promise<void> {
    (await this.#transport)?.close({ force: true });
  }
}

/** nodemailer comes with the first message: it takes 5 MB, and an API never sends any. */
async function openTransport(server: SmtpServer) {
  const { createTransport } = await import('nodemailer');
  return createTransport({ pool: true, ...transportOptions(server) });
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

import type { Logger, Mailer, MailMessage } from '@cloudconvert/core';

/** Sends nothing. */
export class SilentMailer implements Mailer {
  readonly #logger: Logger;

  constructor({ logger }: { readonly logger: Logger }) {
    this.#logger = logger;
  }

  async send({ id }: MailMessage, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#logger.debug({ id }, 'mail is switched off; nothing sent');
  }
}

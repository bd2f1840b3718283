import type { Clock, Mailer, MailMessage, MailSender, Pause } from '@cloudconvert/core';
import { compose } from './compose.ts';
import { isTemporary, mailError } from './mail-error.ts';
import { pauseBeforeRetry } from './pause-before-retry.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { requestClient, type SendgridAccess } from './request-client.ts';
import { MailService } from './sendgrid-classes.ts';

export interface SendgridMailerOptions extends SendgridAccess {
  /** With an address that SendGrid has verified. */
  readonly sender: MailSender;
  readonly clock: Clock;
  readonly pause: Pause;
}

const answerTimeoutMs = 30_000;
/** Together with the last answer less than the 120 s that a job may take, which is tried again. */
const retryForMs = 60_000;

/** Hands messages to SendGrid's web API, v3. */
export class SendgridMailer implements Mailer {
  readonly #options: SendgridMailerOptions;

  constructor(options: SendgridMailerOptions) {
    this.#options = options;
  }

  async send(message: MailMessage, signal?: AbortSignal): Promise<void> {
    const { clock, pause } = this.#options;
    const giveUpAt = clock().getTime() + retryForMs;
    for (let retries = 0; ; retries += 1) {
      const refusal = await this.#post(message, signal);
      if (!refusal) return;
      signal?.throwIfAborted();
      const now = clock();
      const pauseMs = pauseBeforeRetry(refusal, retries, now);
      const isTooLate = now.getTime() + pauseMs > giveUpAt;
      if (isTooLate || !isTemporary(refusal)) throw mailError(refusal);
      await pause(pauseMs, signal);
    }
  }

  /** Why the message was not accepted, or nothing when it was. */
  async #post(message: MailMessage, signal?: AbortSignal): Promise<Refusal | undefined> {
    const timeout = AbortSignal.timeout(answerTimeoutMs);
    const service = new MailService();
    service.setClient(
      requestClient(this.#options, signal ? AbortSignal.any([signal, timeout]) : timeout),
    );
    try {
      await service.send(compose(this.#options.sender, message));
      return undefined;
    } catch (error) {
      return refusalOf(error);
    }
  }
}

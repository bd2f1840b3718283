import type { Clock, Logger, Mailer, Pause } from '@cloudconvert/core';
import type { Releasers } from '../process/releasers.ts';
import type { MailOptions, PlatformOptions } from './platform-options.ts';

interface Tools {
  readonly releasers: Releasers;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly pause: Pause;
}

export async function openMailer(
  { mail, mailFrom: from }: PlatformOptions,
  tools: Tools,
): Promise<Mailer> {
  if (mail.kind === 'sendgrid') return openSendgrid(mail, from, tools);
  const { releasers, logger } = tools;
  const { OutboxMailer, SilentMailer, SmtpMailer } = await import('@cloudconvert/adapters-local');
  if (mail.kind === 'none') return new SilentMailer({ logger });
  if (mail.kind === 'outbox') return OutboxMailer.open({ directory: mail.directory, from, logger });
  const mailer = new SmtpMailer({ server: mail, from });
  releasers.add('mailer', () => mailer.close());
  return mailer;
}

async function openSendgrid(
  { apiKey, url }: Extract<MailOptions, { kind: 'sendgrid' }>,
  from: string,
  { clock, pause }: Tools,
): Promise<Mailer> {
  const { SendgridMailer } = await import('@cloudconvert/adapters-gcp/mail');
  return new SendgridMailer({ apiKey, baseUrl: url, from, clock, pause });
}

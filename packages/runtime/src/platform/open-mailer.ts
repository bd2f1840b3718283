import type { Clock, Logger, Mailer, MailSender, Pause } from '@cloudconvert/core';
import type { Releasers } from '../process/releasers.ts';
import type { MailOptions, PlatformOptions } from './platform-options.ts';

interface Tools {
  readonly releasers: Releasers;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly pause: Pause;
}

export async function openMailer(
  { mail, mailFrom: from, baseUrl }: PlatformOptions,
  tools: Tools,
): Promise<Mailer> {
  const sender = { from, host: new URL(baseUrl).hostname };
  if (mail.kind === 'sendgrid') return openSendgrid(mail, sender, tools);
  const { releasers, logger } = tools;
  const { OutboxMailer, SilentMailer, SmtpMailer } = await import('@cloudconvert/adapters-local');
  if (mail.kind === 'none') return new SilentMailer({ logger });
  if (mail.kind === 'outbox') {
    const { directory, logsLinks } = mail;
    return OutboxMailer.open({ directory, sender, logsLinks, logger });
  }
  const mailer = new SmtpMailer({ server: mail, sender });
  releasers.add('mailer', () => mailer.close());
  return mailer;
}

async function openSendgrid(
  { apiKey, url }: Extract<MailOptions, { kind: 'sendgrid' }>,
  sender: MailSender,
  { clock, pause }: Tools,
): Promise<Mailer> {
  const { SendgridMailer } = await import('@cloudconvert/adapters-gcp/mail');
  return new SendgridMailer({ apiKey, baseUrl: url, sender, clock, pause });
}

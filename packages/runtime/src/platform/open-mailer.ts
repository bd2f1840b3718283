import { OutboxMailer, SilentMailer, SmtpMailer } from '@cloudconvert/adapters-local';
import type { Logger, Mailer } from '@cloudconvert/core';
import type { Releasers } from '../process/releasers.ts';
import type { PlatformOptions } from './platform-options.ts';

export function openMailer(
  { mail, mailFrom: from }: PlatformOptions,
  releasers: Releasers,
  logger: Logger,
): Mailer {
  if (mail.kind === 'none') return new SilentMailer({ logger });
  if (mail.kind === 'outbox') return new OutboxMailer({ directory: mail.directory, from, logger });
  const mailer = new SmtpMailer({ server: mail, from });
  releasers.add('mailer', async () => mailer.close());
  return mailer;
}

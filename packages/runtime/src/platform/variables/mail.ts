import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, port } from '../../environment/variable-types.ts';
import type { MailOptions } from '../platform-options.ts';
import type { Choice } from './choice.ts';
import { commonSchema } from './common.ts';

/** What a process reads that sends mail by a server of its own choice. */
export const smtpSchema = z.object({
  SMTP_HOST: z.string().describe('Mail server'),
  SMTP_PORT: port.default(587).describe('Port of the mail server'),
  SMTP_USER: z.string().optional().describe('Login at the mail server'),
  SMTP_PASSWORD: z.string().optional().describe('Password at the mail server'),
  SMTP_SECURE: flag.default(false).describe('TLS from the first byte, as on port 465'),
});

/** What a process reads that sends mail by SendGrid. */
export const sendgridSchema = z.object({
  SENDGRID_API_KEY: z
    .string()
    .startsWith('SG.', 'must begin with SG.')
    .describe('API key with the permission to send mail'),
  SENDGRID_URL: z
    .url('must be a URL')
    .default('https://api.sendgrid.com')
    .describe('Where its API is; `https://api.eu.sendgrid.com` for subusers in the EU'),
});

const outboxSchema = commonSchema.pick({ DATA_DIR: true, LOG_LINKS: true });

export const mailParts: Readonly<Record<Choice['mail'], z.ZodType<MailOptions>>> = {
  none: z.object({}).transform(() => ({ kind: 'none' as const })),
  outbox: outboxSchema.transform(({ DATA_DIR, LOG_LINKS }) => ({
    kind: 'outbox' as const,
    directory: resolve(DATA_DIR, 'outbox'),
    // A terminal is read by whoever started the service; everything else may be collected.
    logsLinks: LOG_LINKS ?? process.stdout.isTTY === true,
  })),
  smtp: smtpSchema.transform(smtpOptions),
  // SendGrid sends from verified senders only, so there is no default that could work.
  sendgrid: sendgridSchema
    .extend({ EMAIL_CONVERTER: z.string() })
    .transform(({ SENDGRID_API_KEY: apiKey, SENDGRID_URL: url }) => ({
      kind: 'sendgrid' as const,
      apiKey,
      url,
    })),
};

function smtpOptions(given: z.output<typeof smtpSchema>): MailOptions {
  const { SMTP_HOST: host, SMTP_PORT: number, SMTP_SECURE: secure, SMTP_USER: user } = given;
  const server = { kind: 'smtp', host, port: number, secure } as const;
  return user ? { ...server, login: { user, password: given.SMTP_PASSWORD ?? '' } } : server;
}

import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, port } from '../environment/variable-types.ts';
import { logLevels } from '../logging/log-level.ts';
import { localSecret } from '../security/local-secret.ts';
import { minSecretBytes, Secret, type Secrets } from '../security/secret.ts';
import type { DatabaseOptions, MailOptions, PlatformOptions } from './platform-options.ts';

const secret = z
  .string()
  .refine(
    (text) => Buffer.byteLength(text) >= minSecretBytes,
    `must have ${minSecretBytes} bytes or more`,
  );

/** What every process reads. */
export const commonSchema = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address that the API listens on; `0.0.0.0` for all of the machine'),
  PORT: port
    .default(8000)
    .describe('TCP port that the API listens on; `0` for one that is free (then set `BASE_URL`)'),
  DATA_DIR: z
    .string()
    .default('.data')
    .describe('Folder of files, outbox, scratch space and, with `npm start`, the database'),
  BASE_URL: z
    .url('must be a URL such as https://example.com')
    .optional()
    .describe('Where clients reach the service, for links. Default: made of `HOST` and `PORT`'),
  LOG_LEVEL: z
    .enum(logLevels, `must be one of ${logLevels.join(', ')}`)
    .default('info')
    .describe('Least important lines that are logged'),
  SECRET_KEY: secret
    .optional()
    .describe('Signs tokens and links, 32 bytes or more. Default: made and kept in `DATA_DIR`'),
  SECRET_KEY_PREVIOUS: secret
    .optional()
    .describe('The `SECRET_KEY` before, still accepted while it is being replaced'),
  THROTTLE: flag
    .default(false)
    .describe('Limits sign-ups, failed logins, uploads and unfinished tasks of each person'),
  EMAIL_CONVERTER: z
    .string()
    .regex(/^[^@\r\n]*[^\s@<]@[^\s@>]+>?$/, 'must be an address such as Converter <me@example.com>')
    .default('CloudConvert <converter@localhost>')
    .describe('Sender of the e-mails'),
  SMTP_HOST: z
    .string()
    .optional()
    .describe('Mail server. Default: each message becomes a file in `DATA_DIR/outbox`'),
  SMTP_PORT: port.default(587).describe('Port of the mail server'),
  SMTP_USER: z.string().optional().describe('Login at the mail server'),
  SMTP_PASSWORD: z.string().optional().describe('Password at the mail server'),
  SMTP_SECURE: flag.default(false).describe('TLS from the first byte, as on port 465'),
  STRESS_TEST: flag.default(false).describe('Sends no e-mail at all'),
});

/** What processes read that use a PostgreSQL which runs already. */
export const databaseSchema = z.object({
  POSTGRES_HOST: z.string().describe('Host of PostgreSQL'),
  POSTGRES_PORT: port.default(5432).describe('Port of PostgreSQL'),
  POSTGRES_USER: z.string().describe('User of the database'),
  POSTGRES_PASSWORD: z.string().describe('Password of the user'),
  POSTGRES_DB: z.string().describe('Name of the database'),
});

export type CommonConfig = z.output<typeof commonSchema>;

/** The platform that `config` describes, on the given database. */
export async function platformOptions(
  config: CommonConfig,
  database: DatabaseOptions,
): Promise<PlatformOptions> {
  return {
    baseUrl: (config.BASE_URL ?? addressOf(config)).replace(/\/+$/, ''),
    mailFrom: config.EMAIL_CONVERTER,
    throttle: config.THROTTLE,
    secrets: await secretsOf(config),
    storage: { kind: 'filesystem', root: resolve(config.DATA_DIR, 'files') },
    mail: mailOptions(config),
    database,
  };
}

/** The database that `config` describes. */
export function databaseOptions(config: z.output<typeof databaseSchema>): DatabaseOptions {
  const { POSTGRES_HOST: host, POSTGRES_PORT: number, POSTGRES_DB: name } = config;
  const login = [config.POSTGRES_USER, config.POSTGRES_PASSWORD].map(encodeURIComponent).join(':');
  return { url: `postgres://${login}@${host}:${number}/${encodeURIComponent(name)}` };
}

/** Where somebody on this machine reaches the API. */
function addressOf({ HOST, PORT }: CommonConfig): string {
  const isAnyAddress = HOST === '0.0.0.0' || HOST === '::';
  return `http://${isAnyAddress ? '127.0.0.1' : HOST}:${PORT}`;
}

async function secretsOf(config: CommonConfig): Promise<Secrets> {
  const text = config.SECRET_KEY ?? (await localSecret(resolve(config.DATA_DIR)));
  const current = new Secret(text);
  if (!config.SECRET_KEY_PREVIOUS) return { current };
  return { current, previous: new Secret(config.SECRET_KEY_PREVIOUS) };
}

function mailOptions(config: CommonConfig): MailOptions {
  if (config.STRESS_TEST) return { kind: 'none' };
  const { SMTP_HOST: host, SMTP_PORT: smtpPort, SMTP_SECURE: secure } = config;
  if (!host) return { kind: 'outbox', directory: resolve(config.DATA_DIR, 'outbox') };
  const server = { kind: 'smtp', host, port: smtpPort, secure } as const;
  if (!config.SMTP_USER) return server;
  return { ...server, login: { user: config.SMTP_USER, password: config.SMTP_PASSWORD ?? '' } };
}

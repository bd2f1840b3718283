import { resolve } from 'node:path';
import { z } from 'zod';
import { type Environment, readEnvironment } from '../environment/read-environment.ts';
import { flag, port } from '../environment/variable-types.ts';
import { logLevels } from '../logging/log-level.ts';
import { localSecret } from '../security/local-secret.ts';
import { minSecretBytes, Secret, type Secrets } from '../security/secret.ts';
import type { DatabaseOptions, MailOptions, PlatformOptions } from './platform-options.ts';

const secret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= minSecretBytes, `needs ${minSecretBytes} bytes`);

/** What every process reads. */
export const commonSchema = z.object({
  DATA_DIR: z
    .string()
    .default('.data')
    .describe('Folder of files, outbox, scratch space and, with `npm start`, the database'),
  BASE_URL: z
    .url()
    .optional()
    .describe('Where clients reach the service; links are made from it. Default: the address'),
  LOG_LEVEL: z.enum(logLevels).default('info').describe('Least important lines that are logged'),
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

export function readCommonConfig(env: Environment = process.env): CommonConfig {
  return readEnvironment(commonSchema, env);
}

/** The platform of a process that uses a PostgreSQL which runs already. */
export async function readPlatformOptions(
  defaultBaseUrl: string,
  env: Environment = process.env,
): Promise<PlatformOptions> {
  // Both at once, so that one message names every variable at fault.
  const config = readEnvironment(commonSchema.extend(databaseSchema.shape), env);
  return platformOptions(config, defaultBaseUrl, {
    host: config.POSTGRES_HOST,
    port: config.POSTGRES_PORT,
    user: config.POSTGRES_USER,
    password: config.POSTGRES_PASSWORD,
    database: config.POSTGRES_DB,
  });
}

/** The platform that `config` describes, on the given database. */
export async function platformOptions(
  config: CommonConfig,
  defaultBaseUrl: string,
  database: DatabaseOptions,
): Promise<PlatformOptions> {
  return {
    baseUrl: (config.BASE_URL ?? defaultBaseUrl).replace(/\/+$/, ''),
    mailFrom: config.EMAIL_CONVERTER,
    throttle: config.THROTTLE,
    secrets: await secretsOf(config),
    storage: { kind: 'filesystem', root: resolve(config.DATA_DIR, 'files') },
    mail: mailOptions(config),
    database,
  };
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

import { z } from 'zod';
import { flag, port, wholeNumber } from '../../environment/variable-types.ts';
import { logLevels } from '../../logging/log-options.ts';
import { minSecretBytes } from '../../security/secret.ts';

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
  DISK_RESERVE: wholeNumber(0, 1024 ** 5)
    .optional()
    .describe(
      'Bytes that files leave free on the disk of `DATA_DIR`, for the database: with less, uploads are answered by 507 and conversions wait; `0` for none. Default: a twentieth of the disk, at least 64 MiB (a third of a smaller disk) and at most 512 MiB. Not for a bucket',
    ),
  BASE_URL: z
    .url('must be a URL such as https://example.com')
    .optional()
    .describe(
      'Where clients reach the service, for links. Default: made of `HOST` and `PORT`; required with gcp, and with a bucket where API and converter run apart',
    ),
  LOG_LEVEL: z
    .enum(logLevels, `must be one of ${logLevels.join(', ')}`)
    .default('info')
    .describe('Least important lines that are logged'),
  SECRET_KEY: secret
    .optional()
    .describe(
      'Signs tokens and links, 32 bytes or more. Default: made and kept in `DATA_DIR`; required like `BASE_URL`',
    ),
  SECRET_KEY_PREVIOUS: secret
    .optional()
    .describe('The `SECRET_KEY` before, still accepted while it is being replaced'),
  THROTTLE: flag
    .optional()
    .describe(
      'Limits sign-ups, failed logins, uploads and unfinished tasks of each person. Default: `on` with gcp, else `off`',
    ),
  EMAIL_CONVERTER: z
    .string()
    .regex(/^[^@\r\n]*[^\s@<]@[^\s@>]+>?$/, 'must be an address such as Converter <me@example.com>')
    .default('CloudConvert <converter@localhost>')
    .describe('Sender of the e-mails; required with SendGrid'),
  LOG_LINKS: flag
    .optional()
    .describe(
      'Whether the outbox logs the link of each message, which lets anybody download the file. Default: `on` where stdout is a terminal, else `off`',
    ),
  STRESS_TEST: flag.default(false).describe('Sends no e-mail at all'),
  GOOGLE_CLOUD_PROJECT: z
    .string()
    .optional()
    .describe('Project to which the traces in the log belong; without it, gcp logs name none'),
});

export type CommonConfig = z.output<typeof commonSchema>;

/**
 * What may not be left to defaults where several machines do the work of one and share no folder: links
 * would lead to one of them, and the others would take them for forged.
 */
export const sharedSchema = z.object({ BASE_URL: z.string(), SECRET_KEY: z.string() });

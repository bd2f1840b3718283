import { z } from 'zod';
import { type Environment, withoutEmpty } from '../../environment/read-environment.ts';
import { flag } from '../../environment/variable-types.ts';

const platforms = ['local', 'gcp'] as const;
const storages = ['filesystem', 'gcs'] as const;
const mails = ['outbox', 'smtp', 'sendgrid', 'none'] as const;
const databases = ['postgres', 'cloudsql'] as const;

/** Which adapter is behind each port. */
export const choiceSchema = z.object({
  CLOUDCONVERT_PLATFORM: z
    .enum(platforms, oneOf(platforms))
    .default('local')
    .describe('`local` or `gcp`: what the three below are unless they are set, and how logs look'),
  STORAGE: z
    .enum(storages, oneOf(storages))
    .optional()
    .describe('Where files are: `filesystem` or `gcs`. Default: `filesystem`, on gcp `gcs`'),
  MAIL: z
    .preprocess(withoutMailbox, z.enum(mails, oneOf(mails)).optional())
    .optional()
    .describe(
      'How mail goes out: `smtp`, `sendgrid`, `outbox` (a file for each message), `none`. Default: `smtp` if `SMTP_HOST` is set, else `outbox`; on gcp `sendgrid`',
    ),
  DATABASE: z
    .enum(databases, oneOf(databases))
    .optional()
    .describe(
      'How the database is reached: `postgres` or `cloudsql`. Default: `postgres`; on gcp `cloudsql` unless `POSTGRES_HOST` is set. `npm start` always brings its own',
    ),
});

export interface Choice {
  readonly platform: (typeof platforms)[number];
  readonly storage: (typeof storages)[number];
  readonly mail: (typeof mails)[number];
  readonly database: (typeof databases)[number];
}

/** The adapters that `env` asks for; what `choiceSchema` refuses counts as not set here. */
export function choose(env: Environment): Choice {
  const given = withoutEmpty(env);
  const platform = pick(platforms, given.CLOUDCONVERT_PLATFORM) ?? 'local';
  const isCloud = platform === 'gcp';
  return {
    platform,
    storage: pick(storages, given.STORAGE) ?? (isCloud ? 'gcs' : 'filesystem'),
    mail: mailOf(given, isCloud),
    database:
      pick(databases, given.DATABASE) ??
      (isCloud && !given.POSTGRES_HOST ? 'cloudsql' : 'postgres'),
  };
}

function mailOf(given: Environment, isCloud: boolean): Choice['mail'] {
  if (flag.safeParse(given.STRESS_TEST).data) return 'none';
  const usual = given.SMTP_HOST ? 'smtp' : 'outbox';
  return pick(mails, given.MAIL) ?? (isCloud ? 'sendgrid' : usual);
}

function pick<T extends string>(values: readonly T[], text: string | undefined): T | undefined {
  return values.find((value) => value === text);
}

/** Login shells have the path of the person's mailbox in a variable of this name. */
function withoutMailbox(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('/') ? undefined : value;
}

function oneOf(values: readonly string[]): string {
  return `must be one of ${values.join(', ')}`;
}

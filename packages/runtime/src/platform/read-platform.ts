import { resolve } from 'node:path';
import { z } from 'zod';
import type { Environment } from '../environment/read-environment.ts';
import type { LogOptions } from '../logging/log-options.ts';
import { localSecret } from '../security/local-secret.ts';
import { Secret, type Secrets } from '../security/secret.ts';
import type {
  DatabaseOptions,
  MailOptions,
  PlatformOptions,
  StorageOptions,
} from './platform-options.ts';
import { choiceSchema, choose } from './variables/choice.ts';
import { type CommonConfig, commonSchema, sharedSchema } from './variables/common.ts';
import { mailParts } from './variables/mail.ts';
import { storageParts } from './variables/storage.ts';

/** What the parts of `platformParts` read. */
export interface PlatformConfig {
  readonly choice: z.output<typeof choiceSchema>;
  readonly common: CommonConfig;
  readonly storage: StorageOptions;
  readonly mail: MailOptions;
}

export interface ProcessRole {
  /** Whether this process is all there is of the service. */
  readonly isWhole: boolean;
}

/** What to read of `env` for the platform that it asks for, apart from the database. */
export function platformParts(env: Environment, { isWhole }: ProcessRole) {
  const { platform, storage, mail } = choose(env);
  const isShared = platform === 'gcp' || (storage === 'gcs' && !isWhole);
  return {
    choice: choiceSchema,
    common: commonSchema,
    required: isShared ? sharedSchema : z.object({}),
    storage: storageParts[storage],
    mail: mailParts[mail],
  };
}

/** The platform that `config` describes, on the given database. */
export async function platformOptions(
  config: PlatformConfig,
  database: DatabaseOptions,
): Promise<PlatformOptions> {
  const { common, storage, mail } = config;
  return {
    ...{ storage, mail, database },
    dataDirectory: resolve(common.DATA_DIR),
    baseUrl: (common.BASE_URL ?? addressOf(common)).replace(/\/+$/, ''),
    mailFrom: common.EMAIL_CONVERTER,
    throttle: isThrottled(config),
    secrets: await secretsOf(common),
  };
}

/** Everybody can reach a cloud; a laptop is reached by its owner. */
export function isThrottled({ choice, common }: PlatformConfig): boolean {
  return common.THROTTLE ?? choice.CLOUDCONVERT_PLATFORM === 'gcp';
}

/** How the processes of this platform log. */
export function logOptions({ choice, common }: PlatformConfig): LogOptions {
  const { LOG_LEVEL: level, GOOGLE_CLOUD_PROJECT: project } = common;
  if (choice.CLOUDCONVERT_PLATFORM === 'local') return { level, shape: { kind: 'plain' } };
  return { level, shape: { kind: 'google-cloud', project } };
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

import { resolve } from 'node:path';
import {
  DirectoryInUse,
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '@cloudconvert/adapters-local';
import { startApi } from '@cloudconvert/api';
import { startConverter } from '@cloudconvert/converter';
import type { Logger } from '@cloudconvert/core';
import {
  openPlatform,
  type ProcessContext,
  platformOptions,
  StartupError,
} from '@cloudconvert/runtime';
import type { LocalConfig } from './config.ts';
import { welcome } from './welcome.ts';

/** The whole service in this process, on a PostgreSQL of its own. */
export async function startLocal(context: ProcessContext<LocalConfig>): Promise<void> {
  const { config, logger, releasers } = context;
  const data = resolve(config.platform.common.DATA_DIR);
  const postgres = await openPostgres(data, logger);
  releasers.add('PostgreSQL', () => postgres.stop());
  const options = await platformOptions(config.platform, {
    kind: 'postgres',
    url: postgres.url,
  });
  const platform = await openPlatform(options, releasers, logger, { supervise: true });
  const converter = await startConverter({ platform, config: config.converter });
  releasers.add('converter', () => converter.stop());
  const api = await startApi({ platform, config: config.api });
  releasers.add('API', () => api.close());
  process.stderr.write(welcome(api.url, data));
}

async function openPostgres(data: string, logger: Logger): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ directory: resolve(data, 'postgres'), logger });
  } catch (error) {
    const isForPeople = error instanceof DirectoryInUse || error instanceof EmbeddedPostgresError;
    throw isForPeople ? new StartupError(error.message, { cause: error }) : error;
  }
}

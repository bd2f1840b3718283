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
  Releasers,
  StartupError,
  tightenFolders,
} from '@cloudconvert/runtime';
import type { LocalConfig } from './config.ts';
import { welcome } from './welcome.ts';

/** The whole service in this process, on a PostgreSQL of its own. */
export async function startLocal(context: ProcessContext<LocalConfig>): Promise<void> {
  const { config, logger, releasers } = context;
  const { DATA_DIR, DISK_RESERVE } = config.platform.common;
  const data = resolve(DATA_DIR);
  // Before it, since the way to run the database depends on who may enter its folder.
  await tightenFolders(data, logger);
  const postgres = await openPostgres(data, DISK_RESERVE, logger);
  releasers.add('PostgreSQL', () => postgres.stop());
  const url = await postgres.outlive(() => startService(context, postgres.url));
  process.stderr.write(welcome(url, data));
}

/** Resolves to where it listens. Closes what it had opened when a later part fails. */
async function startService(
  { config, logger, releasers }: ProcessContext<LocalConfig>,
  databaseUrl: string,
): Promise<string> {
  const parts = new Releasers();
  releasers.add('service', () => parts.releaseAll(logger));
  try {
    return await openService(config, databaseUrl, parts, logger);
  } catch (error) {
    await parts.releaseAll(logger);
    throw error;
  }
}

async function openService(
  config: LocalConfig,
  url: string,
  parts: Releasers,
  logger: Logger,
): Promise<string> {
  const options = await platformOptions(config.platform, { kind: 'postgres', url });
  const platform = await openPlatform(options, parts, logger, { supervise: true });
  const converter = await startConverter({ platform, config: config.converter });
  parts.add('converter', () => converter.stop());
  const api = await startApi({ platform, config: config.api });
  parts.add('API', () => api.close());
  return api.url;
}

async function openPostgres(
  data: string,
  reserve: number | undefined,
  logger: Logger,
): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ directory: resolve(data, 'postgres'), reserve, logger });
  } catch (error) {
    const isForPeople = error instanceof DirectoryInUse || error instanceof EmbeddedPostgresError;
    throw isForPeople ? new StartupError(error.message, { cause: error }) : error;
  }
}

import { randomUUID } from 'node:crypto';
import {
  migrate,
  openJobQueue,
  PgBenchmarkRepository,
  PgConverterRegistry,
  PgTaskRepository,
  PgThrottle,
  PgUnitOfWork,
  PgUploadRepository,
  PgUserRepository,
  probeDatabase,
} from '@cloudconvert/adapters-postgres';
import type { Logger } from '@cloudconvert/core';
import type { Pool } from 'pg';
import type { Releasers } from '../process/releasers.ts';
import { HmacDownloadLinks } from '../security/hmac-download-links.ts';
import { HmacUploadLinks } from '../security/hmac-upload-links.ts';
import { openDatabase } from './open-database.ts';
import { openMailer } from './open-mailer.ts';
import { openStorage } from './open-storage.ts';
import { openThrottle } from './open-throttle.ts';
import { pause } from './pause.ts';
import type { Platform } from './platform.ts';
import type { PlatformOptions } from './platform-options.ts';
import { tightenFolders } from './tighten-folders.ts';

interface Role {
  /** Whether this process also watches over everybody's jobs, as each converter does. */
  readonly supervise: boolean;
}

/**
 * Opens every port that `options` describe; what has been opened is on the list of `releasers`, also
 * when a later part fails.
 */
export async function openPlatform(
  options: PlatformOptions,
  releasers: Releasers,
  logger: Logger,
  { supervise }: Role,
): Promise<Platform> {
  await tightenFolders(options.dataDirectory, logger);
  const clock = () => new Date();
  const { baseUrl, secrets } = options;
  const uploadLinks = new HmacUploadLinks({ secrets, baseUrl, clock });
  const files = await openStorage(options.storage, {
    ...{ baseUrl, releasers, logger },
    ownLinks: uploadLinks,
  });
  const mailer = await openMailer(options, { releasers, logger, clock, pause });
  const pool = await openDatabase(options.database, releasers, logger);
  return {
    ...(await onPool(pool, releasers, logger, supervise)),
    ...{ logger, clock, pause, newId: randomUUID, secrets, baseUrl, mailer, uploadLinks },
    ...files,
    links: new HmacDownloadLinks({ secrets, baseUrl, clock }),
    throttle: options.throttle ? new PgThrottle(pool) : openThrottle,
  };
}

async function onPool(pool: Pool, releasers: Releasers, logger: Logger, supervise: boolean) {
  await migrate(pool);
  const { queue, consumer, close } = await openJobQueue({ pool, logger, supervise });
  releasers.add('queue', close);
  return {
    users: new PgUserRepository(pool),
    tasks: new PgTaskRepository(pool),
    benchmarks: new PgBenchmarkRepository(pool),
    uploads: new PgUploadRepository(pool),
    unitOfWork: new PgUnitOfWork(pool, queue),
    jobs: queue,
    consumer,
    registry: new PgConverterRegistry(pool),
    probeDatabase: probeDatabase(pool),
  };
}

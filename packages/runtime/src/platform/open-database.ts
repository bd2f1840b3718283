import type { Logger } from '@cloudconvert/core';
import type { ClientConfig, Pool } from 'pg';
import type { Releasers } from '../process/releasers.ts';
import type { DatabaseOptions } from './platform-options.ts';

/** Enough for every conversion's progress, the queue's workers and its listener at once. */
const max = 20;

const ipTypes = { private: 'PRIVATE', public: 'PUBLIC', psc: 'PSC' } as const;

export async function openDatabase(
  options: DatabaseOptions,
  releasers: Releasers,
  logger: Logger,
): Promise<Pool> {
  const connection =
    options.kind === 'cloudsql'
      ? await openCloudSql(options, releasers)
      : { connectionString: options.url };
  const { openPostgresPool } = await import('@cloudconvert/adapters-local');
  const pool = openPostgresPool({ connection, max, logger });
  releasers.add('database', () => pool.end());
  return pool;
}

async function openCloudSql(
  { instance, ip, user, database, password }: Extract<DatabaseOptions, { kind: 'cloudsql' }>,
  releasers: Releasers,
): Promise<ClientConfig> {
  const { connectCloudSql } = await import('@cloudconvert/adapters-gcp/database');
  const { connection, close } = await connectCloudSql({
    ...{ instanceConnectionName: instance, ipType: ipTypes[ip], user, database },
    login: password === undefined ? { kind: 'iam' } : { kind: 'password', password },
  });
  releasers.add('Cloud SQL', async () => close());
  return connection;
}

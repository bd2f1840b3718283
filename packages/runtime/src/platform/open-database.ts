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
  const { openPostgresPool } = await import('@cloudconvert/adapters-local');
  const openPool = (connection: ClientConfig) => openPostgresPool({ connection, max, logger });
  if (options.kind === 'cloudsql') return openCloudSql(options, openPool, releasers);
  const pool = openPool({ connectionString: options.url });
  releasers.add('database', () => pool.end());
  return pool;
}

async function openCloudSql(
  { instance, ip, user, database, password }: Extract<DatabaseOptions, { kind: 'cloudsql' }>,
  openPool: (connection: ClientConfig) => Pool,
  releasers: Releasers,
): Promise<Pool> {
  const { openCloudSqlPool } = await import('@cloudconvert/adapters-gcp/database');
  const { pool, close } = await openCloudSqlPool({
    ...{ instanceConnectionName: instance, ipType: ipTypes[ip], user, database, openPool },
    login: password === undefined ? { kind: 'iam' } : { kind: 'password', password },
  });
  releasers.add('database', close);
  return pool;
}

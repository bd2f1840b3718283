import type { Pool } from 'pg';
import { first, patiently, type Queryable, rowsOf } from '../query.ts';
import { inTransaction } from '../transaction.ts';
import { type Migration, readMigrations } from './migration-files.ts';

const ledger = `
  create schema if not exists cloudconvert;
  create table if not exists cloudconvert.migrations (
    version integer primary key,
    name text not null,
    applied_at timestamptz not null default now()
  );`;

/**
 * Brings the database's schema up to date. Any number of processes may call it at the same time.
 * Rejects, changing nothing, when the schema is newer than this program.
 */
export async function migrate(pool: Pool): Promise<void> {
  const migrations = await readMigrations();
  await inTransaction(pool, async (client) => {
    await rowsOf(client, 'set local statement_timeout = 0');
    // Held until commit: who comes second finds the ledger complete.
    await patiently(client, "select pg_advisory_xact_lock(hashtext('cloudconvert.migrations'))");
    await rowsOf(client, ledger);
    const version = await versionOf(client);
    refuseNewer(version, migrations.at(-1)?.version ?? 0);
    for (const migration of migrations) {
      if (migration.version > version) await apply(client, migration);
    }
  });
}

async function versionOf(client: Queryable): Promise<number> {
  const row = await first<{ version: number | null }>(
    client,
    'select max(version) as version from cloudconvert.migrations',
  );
  return row?.version ?? 0;
}

async function apply(client: Queryable, { version, name, sql }: Migration): Promise<void> {
  await rowsOf(client, 'insert into cloudconvert.migrations (version, name) values ($1, $2)', [
    version,
    name,
  ]);
  // An index on millions of tasks takes longer than the pool lets a statement take.
  await patiently(client, sql);
}

function refuseNewer(version: number, newest: number): void {
  if (version <= newest) return;
  throw new Error(
    `The database has schema version ${version}, but this program knows only ${newest}. ` +
      'Start the release that made it, or a later one.',
  );
}

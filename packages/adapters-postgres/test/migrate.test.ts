import { readdir } from 'node:fs/promises';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../src/index.ts';
import { openEmptyDatabase } from './support/empty-database.ts';
import type { OpenedDatabase } from './support/open-database.ts';

let database: OpenedDatabase;
beforeEach(async () => {
  database = await openEmptyDatabase();
});
afterEach(() => database?.close());

async function ledger(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query('select name from cloudconvert.migrations order by version');
  return rows.map(({ name }) => name);
}

async function migrationFiles(): Promise<string[]> {
  const names = await readdir(new URL('../src/migrations/', import.meta.url));
  return names.filter((name) => name.endsWith('.sql')).sort();
}

test('applies every file once, in order', async () => {
  await migrate(database.pool);
  expect(await ledger(database.pool)).toEqual(await migrationFiles());
});

test('does nothing the second time', async () => {
  await migrate(database.pool);
  await migrate(database.pool);
  expect(await ledger(database.pool)).toEqual(await migrationFiles());
});

test('can be started by many at once', async () => {
  await Promise.all(Array.from({ length: 8 }, () => migrate(database.pool)));
  expect(await ledger(database.pool)).toEqual(await migrationFiles());
});

test('applies what is missing', async () => {
  const { pool } = database;
  await migrate(pool);
  await pool.query('drop table cloudconvert.rate_limits');
  await pool.query("delete from cloudconvert.migrations where name like '%rate-limits%'");
  await migrate(pool);
  expect(await ledger(pool)).toEqual(await migrationFiles());
  await expect(pool.query('table cloudconvert.rate_limits')).resolves.toMatchObject({ rows: [] });
});

test('changes nothing when one of the files fails', async () => {
  const { pool } = database;
  await pool.query('create schema cloudconvert');
  await pool.query('create table cloudconvert.converters (something text)');
  await expect(migrate(pool)).rejects.toThrow(/converters/);
  const { rows } = await pool.query(
    "select table_name from information_schema.tables where table_schema = 'cloudconvert'",
  );
  expect(rows).toEqual([{ table_name: 'converters' }]);
});

test('refuses a schema that is newer than the program', async () => {
  const { pool } = database;
  await migrate(pool);
  await pool.query("insert into cloudconvert.migrations values (9999, '9999-future.sql')");
  await expect(migrate(pool)).rejects.toThrow(/schema version 9999.*knows only/);
});

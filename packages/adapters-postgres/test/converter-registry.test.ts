import { converterRegistryContract } from '@cloudconvert/testing';
import { afterAll, beforeAll } from 'vitest';
import { PgConverterRegistry } from '../src/index.ts';
import { type OpenedDatabase, openDatabase } from './support/open-database.ts';

let database: OpenedDatabase;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database?.close());

converterRegistryContract('PgConverterRegistry', async () => {
  const { pool } = database;
  return {
    registry: new PgConverterRegistry(pool),
    passTime: async (seconds) => {
      await pool.query(
        `update cloudconvert.converters
         set announced_at = announced_at - make_interval(secs => $1)`,
        [seconds],
      );
    },
    close: async () => {
      await pool.query('truncate cloudconvert.converters');
    },
  };
});

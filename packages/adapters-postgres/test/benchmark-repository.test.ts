import { benchmarkRepositoryContract } from '@cloudconvert/testing';
import { afterAll, beforeAll } from 'vitest';
import { PgBenchmarkRepository, PgTaskRepository, PgUserRepository } from '../src/index.ts';
import { type OpenedDatabase, openDatabase } from './support/open-database.ts';

let database: OpenedDatabase;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database?.close());

benchmarkRepositoryContract('PgBenchmarkRepository', async () => {
  const { pool } = database;
  return {
    benchmarks: new PgBenchmarkRepository(pool),
    tasks: new PgTaskRepository(pool),
    users: new PgUserRepository(pool),
    passTime: async (seconds) => {
      await pool.query(
        `update cloudconvert.tasks set requested_at = requested_at - make_interval(secs => $1),
           ended_at = ended_at - make_interval(secs => $1)`,
        [seconds],
      );
    },
    close: async () => {
      await pool.query('truncate cloudconvert.tasks');
    },
  };
});

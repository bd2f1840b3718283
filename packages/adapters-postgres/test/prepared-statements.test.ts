import { aNewTask } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PgTaskRepository } from '../src/index.ts';
import { type OpenedDatabase, openDatabase, userSource } from './support/open-database.ts';
import { openPool } from './support/open-pool.ts';

let database: OpenedDatabase;
/** With one connection. */
let pool: Pool;
beforeEach(async () => {
  database = await openDatabase();
  pool = openPool(database.url, { max: 1 });
});
afterEach(async () => {
  await pool?.end();
  await database?.close();
});

async function aTask() {
  const tasks = new PgTaskRepository(pool);
  const task = await tasks.insert(aNewTask({ userId: await userSource(database.pool)() }));
  return { tasks, task };
}

test('a connection keeps a statement, however often it is used', async () => {
  const { tasks, task } = await aTask();
  for (let n = 0; n < 20; n += 1) await tasks.find(task.userId, task.id);
  const { rows } = await pool.query(
    `select generic_plans + custom_plans as uses from pg_prepared_statements
     where statement like '%where user_id = $1 and id = $2%'`,
  );
  expect(rows).toEqual([{ uses: '20' }]);
});

test('kept statements outlive a change of their tables', async () => {
  const { tasks, task } = await aTask();
  const change = { newFormat: 'ogg', options: {} } as const;
  await tasks.revise(task.userId, task.id, change);
  await database.pool.query('alter table cloudconvert.tasks add column later text');
  expect(await tasks.find(task.userId, task.id)).toMatchObject({ revision: 2 });
  const revised = await tasks.revise(task.userId, task.id, change);
  expect(revised?.after).toMatchObject({ revision: 3 });
});

test('a claim writes into no index', async () => {
  const { tasks, task } = await aTask();
  await pool.query('begin');
  await tasks.claim({ taskId: task.id, revision: 1, attempt: 0 });
  const { rows } = await pool.query(
    "select pg_stat_get_xact_tuples_hot_updated('cloudconvert.tasks'::regclass) as updates",
  );
  await pool.query('commit');
  expect(rows).toEqual([{ updates: '1' }]);
});

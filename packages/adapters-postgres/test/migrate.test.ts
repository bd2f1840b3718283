import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { failureOf } from '@cloudconvert/core';
import { aNewTask, aUser, Inbox } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, PgTaskRepository, PgUnitOfWork, PgUserRepository } from '../src/index.ts';
import { readMigrations } from '../src/migrations/migration-files.ts';
import { openEmptyDatabase } from './support/empty-database.ts';
import { type OpenedDatabase, userSource } from './support/open-database.ts';
import { openPool } from './support/open-pool.ts';
import { openQueueProcess, type QueueProcess } from './support/open-queue.ts';

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
  const names = await readdir(new URL('../migrations/', import.meta.url));
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

/** What a release left that knew no later migration. */
async function migrateTo(pool: Pool, newest: number): Promise<void> {
  await pool.query(`create schema cloudconvert;
    create table cloudconvert.migrations (
      version integer primary key, name text not null, applied_at timestamptz not null default now()
    )`);
  for (const { version, name, sql } of await readMigrations()) {
    if (version > newest) continue;
    await pool.query('insert into cloudconvert.migrations values ($1, $2)', [version, name]);
    await pool.query(sql);
  }
}

test('applies what is missing', async () => {
  const { pool } = database;
  await migrateTo(pool, 3);
  await migrate(pool);
  expect(await ledger(pool)).toEqual(await migrationFiles());
  await expect(pool.query('table cloudconvert.rate_limits')).resolves.toMatchObject({ rows: [] });
});

/** By the columns of the first release: today's repository writes others, too. */
async function insertTask(pool: Pool, userId: number): Promise<number> {
  const { fileId, newFormat, options, original } = aNewTask({ userId });
  const { rows } = await pool.query(
    `insert into cloudconvert.tasks
      (user_id, file_id, new_format, options, original_key, original_name, original_size)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [userId, fileId, newFormat, options, ...Object.values(original)],
  );
  return rows[0].id;
}

async function insertFailedTask(pool: Pool): Promise<{ id: number; userId: number }> {
  const userId = 1;
  const id = await insertTask(pool, userId);
  const { code, message } = failureOf('damaged');
  await pool.query(
    `update cloudconvert.tasks
     set status = 'failed', ended_at = now(), failure_code = $2, failure_message = $3 where id = $1`,
    [id, code, message],
  );
  return { id, userId };
}

test('keeps the tasks of an earlier release, which can expire from then on', async () => {
  const { pool } = database;
  await migrateTo(pool, 4);
  const { id, userId } = await insertFailedTask(pool);
  await migrate(pool);
  const tasks = new PgTaskRepository(pool);
  const kept = await tasks.find(userId, id);
  expect(kept).toMatchObject({ status: 'failed', failure: failureOf('damaged'), warnings: [] });
  const expired = await tasks.expire(new Date('9999-01-01'), 10);
  expect(expired).toEqual([{ ...kept, status: 'expired' }]);
});

test('leaves expired what had expired under an earlier release', async () => {
  const { pool } = database;
  await migrateTo(pool, 5);
  const { id, userId } = await insertFailedTask(pool);
  await pool.query("update cloudconvert.tasks set status = 'expired'");
  await migrate(pool);
  const tasks = new PgTaskRepository(pool);
  expect(await tasks.expire(new Date('9999-01-01'), 10)).toEqual([]);
  expect(await tasks.countUnfinished(userId)).toBe(0);
  expect(await tasks.find(userId, id)).toMatchObject({ status: 'expired' });
});

test('sets numbers right that went back in a crash, and leaves those that did not', async () => {
  const { pool } = database;
  await migrateTo(pool, 7);
  await insertFailedTask(pool);
  await pool.query(`
    insert into cloudconvert.users (username, username_key, password_hash)
      select name, name, '' from unnest(array['ada', 'eve', 'bob']) as name;
    select setval('cloudconvert.users_id_seq', 1);
    select setval('cloudconvert.tasks_id_seq', 57)`);
  await migrate(pool);
  const users = new PgUserRepository(pool);
  const { id: userId } = await users.insert(aUser());
  const { id: taskId } = await insertFailedTask(pool);
  expect([userId, taskId]).toEqual([5, 58]);
});

test('lets no number of a new database count as logged before it is', async () => {
  const { pool } = database;
  await migrate(pool);
  const { rows } = await pool.query('select last_value, log_cnt from cloudconvert.users_id_seq');
  expect(rows).toEqual([{ last_value: '1', log_cnt: '0' }]);
  const { id } = await insertFailedTask(pool);
  expect(id).toBe(1);
});

test('serves in rounds what waits since an earlier release', async () => {
  const { pool, url } = database;
  await migrateTo(pool, 7);
  const { queue, consumer, close } = await openQueueProcess(url);
  const [ada, bob] = [await userSource(pool)(), await userSource(pool)()];
  // Ada had forty more when she sent hers, and they have ended since.
  const waiting = [
    [ada, -40],
    [ada, -41],
    [bob, -3],
  ] as const;
  const ids: number[] = [];
  for (const [userId, priority] of waiting) {
    const taskId = await insertTask(pool, userId);
    await queue.send('convert', { taskId, revision: 1, requestId: 'r' }, { priority });
    ids.push(taskId);
  }
  await migrate(pool);
  const { tasks, send } = service(pool, queue);
  ids.push(await send(ada), await send(bob));
  const inbox = new Inbox<number>();
  await consumer.consume('convert', 1, async ({ payload, attempt }) => {
    await tasks.claim({ ...payload, attempt });
    inbox.put(payload.taskId);
  });
  const [ada1, ada2, bob1, ada3, bob2] = ids;
  expect(await inbox.takeMany(5)).toEqual([ada1, bob1, ada2, bob2, ada3]);
  await close();
});

/** Sends tasks as today's release does. */
function service(pool: Pool, queue: QueueProcess['queue']) {
  const unitOfWork = new PgUnitOfWork(pool, queue);
  const send = async (userId: number) =>
    unitOfWork.run(async ({ tasks, jobs }) => {
      const { id: taskId, revision, round } = await tasks.insert(aNewTask({ userId }));
      await jobs.send('convert', { taskId, revision, requestId: 'r' }, { priority: -round });
      return taskId;
    });
  return { tasks: new PgTaskRepository(pool), send };
}

test('waits for another one to end, however long a statement may take otherwise', async () => {
  const { pool, url } = database;
  await pool.query('create schema cloudconvert');
  const hurried = openPool(url, { statement_timeout: 500, query_timeout: 1500 });
  const other = await pool.connect();
  await other.query("begin; select pg_advisory_xact_lock(hashtext('cloudconvert.migrations'))");
  const migrating = migrate(hurried);
  await setTimeout(2000);
  await other.query('commit');
  other.release();
  await migrating;
  await hurried.end();
  expect(await ledger(pool)).toEqual(await migrationFiles());
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

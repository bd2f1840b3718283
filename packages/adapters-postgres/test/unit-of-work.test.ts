import { aNewTask, unitOfWorkContract } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PgTaskRepository, PgUnitOfWork, PgUploadRepository } from '../src/index.ts';
import {
  closeAll,
  type OpenedDatabase,
  openDatabase,
  userSource,
} from './support/open-database.ts';
import { openPool } from './support/open-pool.ts';
import { openQueueProcess, type QueueProcess } from './support/open-queue.ts';
import { TcpProxy } from './support/tcp-proxy.ts';
import { terminateBackends } from './support/terminate-backends.ts';

unitOfWorkContract('PgUnitOfWork', async () => {
  const database = await openDatabase();
  const queues = await openQueueProcess(database.url);
  return {
    unitOfWork: new PgUnitOfWork(database.pool, queues.queue),
    tasks: new PgTaskRepository(database.pool),
    uploads: new PgUploadRepository(database.pool),
    queue: queues.queue,
    newUserId: userSource(database.pool),
    close: () => closeAll([database, queues]),
  };
});

let database: OpenedDatabase;
let queues: QueueProcess;
beforeAll(async () => {
  database = await openDatabase();
  queues = await openQueueProcess(database.url);
});
afterAll(() => closeAll([database, queues]));

test('a connection that breaks is an outage, changes nothing and does not stay in the pool', async () => {
  const { pool } = database;
  const userId = await userSource(pool)();
  const unitOfWork = new PgUnitOfWork(pool, queues.queue);
  const broken = unitOfWork.run(async ({ tasks }) => {
    await tasks.insert(aNewTask({ userId }));
    await terminateBackends(database.url);
    await tasks.insert(aNewTask({ userId }));
  });
  await expect(broken).rejects.toMatchObject({ code: 'database_unavailable' });
  const counts = Array.from({ length: 20 }, () =>
    unitOfWork.run(({ tasks }) => tasks.countUnfinished(userId)),
  );
  expect(new Set(await Promise.all(counts))).toEqual(new Set([0]));
});

test('what was written is on the disk when it resolves', async () => {
  // The servers of tests don't wait for disks by themselves.
  const pool = openPool(database.url, { options: '-c synchronous_commit=on' });
  const userId = await userSource(pool)();
  const unitOfWork = new PgUnitOfWork(pool, queues.queue);
  const areOnDisk: boolean[] = [];
  for (let n = 0; n < 10; n += 1) {
    const written = await unitOfWork.run(async ({ tasks }) => {
      await tasks.insert(aNewTask({ userId }));
      return value(pool, 'select pg_current_wal_insert_lsn() as value');
    });
    const isOnDisk = 'select pg_current_wal_flush_lsn() >= $1::pg_lsn as value';
    areOnDisk.push(Boolean(await value(pool, isOnDisk, written)));
  }
  await pool.end();
  expect(areOnDisk).toEqual(Array(10).fill(true));
});

test('a statement that failed rolls back even if the work goes on regardless', async () => {
  const { pool } = database;
  const userId = await userSource(pool)();
  const run = new PgUnitOfWork(pool, queues.queue).run(async ({ tasks }) => {
    await tasks.insert(aNewTask({ userId }));
    await tasks.insert(aNewTask({ userId: 2 ** 31 - 1 })).catch(() => undefined);
  });
  await expect(run).rejects.toThrow(/rolled back/);
  expect(await new PgTaskRepository(pool).countUnfinished(userId)).toBe(0);
});

test('a connection that goes silent is an outage and does not stay in the pool', async () => {
  const proxy = new TcpProxy(database.url);
  const pool = openPool(await proxy.listen(), { query_timeout: 200 });
  const silent = new PgUnitOfWork(pool, queues.queue).run(({ tasks }) => {
    proxy.freeze();
    return tasks.countUnfinished(1);
  });
  await expect(silent).rejects.toMatchObject({ code: 'database_unavailable' });
  expect(pool.totalCount).toBe(0);
  await closeAll([proxy, { close: () => pool.end() }]);
});

async function value(pool: Pool, text: string, ...values: unknown[]): Promise<unknown> {
  return (await pool.query<{ value: unknown }>(text, values)).rows[0]?.value;
}

import { aNewTask, unitOfWorkContract } from '@cloudconvert/testing';
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

test('a limit holds for turns of one person in several processes', async () => {
  const { pool } = database;
  const userId = await userSource(pool)();
  const insertTheFirst = () =>
    new PgUnitOfWork(pool, queues.queue).runInTurn(userId, async ({ tasks }) => {
      if ((await tasks.countUnfinished(userId)) === 0) await tasks.insert(aNewTask({ userId }));
    });
  await Promise.all(Array.from({ length: 5 }, insertTheFirst));
  expect(await new PgTaskRepository(pool).countUnfinished(userId)).toBe(1);
});

test('however many wait for their turn, others still get a connection', async () => {
  const { pool } = database;
  const newUserId = userSource(pool);
  const [busy, other] = [await newUserId(), await newUserId()];
  const unitOfWork = new PgUnitOfWork(pool, queues.queue);
  const held = Promise.withResolvers<void>();
  const turns = Array.from({ length: 100 }, () => unitOfWork.runInTurn(busy, () => held.promise));
  const task = await unitOfWork.runInTurn(other, ({ tasks }) =>
    tasks.insert(aNewTask({ userId: other })),
  );
  held.resolve();
  await Promise.all(turns);
  expect(task.userId).toBe(other);
});

test('who waits for too long for a turn in another process is told to come again', async () => {
  const { pool } = database;
  const userId = await userSource(pool)();
  const [one, other] = [1, 2].map(() => new PgUnitOfWork(pool, queues.queue));
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = one?.runInTurn(userId, () => {
    begun.resolve();
    return held.promise;
  });
  await begun.promise;
  await expect(other?.runInTurn(userId, async () => 'done')).rejects.toMatchObject({
    code: 'busy',
  });
  held.resolve();
  await holding;
  expect(await other?.runInTurn(userId, async () => 'done')).toBe('done');
});

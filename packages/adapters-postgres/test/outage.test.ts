import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { failureOf, originalKey } from '@cloudconvert/core';
import { aFailedOutcome, aNewTask, aUser, MemoryLogger } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  migrate,
  openJobQueue,
  PgBenchmarkRepository,
  PgConverterRegistry,
  PgTaskRepository,
  PgThrottle,
  PgUnitOfWork,
  PgUserRepository,
  probeDatabase,
} from '../src/index.ts';
import { openPool } from './support/open-pool.ts';

const attempt = { taskId: 1, revision: 1, attempt: 0 };
const limit = { name: 'limit', points: 1, windowSeconds: 1 };
const status = {
  id: 'one',
  host: 'one',
  startedAt: new Date(),
  concurrency: 1,
  formats: [],
  taskIds: [],
};
const noJobs = {
  inTransaction: () => {
    throw new Error('not reached');
  },
};

let pool: Pool;
beforeAll(async () => {
  pool = openPool(`postgres://nobody@127.0.0.1:${await closedPort()}/nothing`);
});
afterAll(() => pool?.end());

/** A port on which nobody listens, since who did has closed it. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

const tasks = () => new PgTaskRepository(pool);
const users = () => new PgUserRepository(pool);
const benchmarks = () => new PgBenchmarkRepository(pool);
const registry = () => new PgConverterRegistry(pool);
const throttle = () => new PgThrottle(pool);
const newTask = aNewTask({ userId: 1 });

test.each<[string, () => Promise<unknown>]>([
  ['inserting a task', () => tasks().insert(newTask)],
  ['finding a task', () => tasks().find(1, 1)],
  ['finding a file', () => tasks().findByFile(1, randomUUID())],
  ['listing tasks', () => tasks().page(1, { limit: 1 })],
  ['claiming', () => tasks().claim(attempt)],
  ['reporting progress', () => tasks().reportProgress(attempt, 1)],
  ['finishing', () => tasks().finish(attempt, aFailedOutcome())],
  ['giving up', () => tasks().giveUp(attempt, failureOf('internal'))],
  ['revising', () => tasks().revise(1, 1, { newFormat: 'wav', options: {} })],
  ['removing', () => tasks().remove(1, 1)],
  ['asking for references', () => tasks().referenced([originalKey(randomUUID())])],
  ['signing up', () => users().insert(aUser())],
  ['finding a user', () => users().findByUsername('ada')],
  ['starting a benchmark', () => benchmarks().insert(randomUUID(), newTask, 1)],
  ['counting a benchmark', () => benchmarks().countByMinute()],
  ['announcing a converter', () => registry().announce(status)],
  ['asking for converters', () => registry().alive()],
  ['checking a limit', () => throttle().check(limit, 'ada')],
  ['spending a point', () => throttle().spend(limit, 'ada')],
  ['resetting a limit', () => throttle().reset(limit, 'ada')],
  ['running a unit of work', () => new PgUnitOfWork(pool, noJobs).run(async () => 1)],
  ['probing', () => probeDatabase(pool)()],
  ['migrating', () => migrate(pool)],
  ['opening the queue', () => openJobQueue({ pool, logger: new MemoryLogger(), supervise: true })],
])('%s without a database says that it is unavailable', async (_, call) => {
  await expect(call()).rejects.toMatchObject({
    name: 'DomainError',
    code: 'database_unavailable',
    cause: expect.any(Error),
  });
});

import { Inbox } from '@cloudconvert/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeAll, type OpenedDatabase, openDatabase } from './support/open-database.ts';
import { openQueueProcess, type QueueProcess } from './support/open-queue.ts';
import { terminateBackends } from './support/terminate-backends.ts';

/** Longer than any test may take: what is delivered was not found by polling. */
const pollSeconds = 300;

let database: OpenedDatabase;
let sender: QueueProcess;
let idle: QueueProcess;
let inbox: Inbox<number>;

beforeEach(async () => {
  database = await openDatabase();
  sender = await openQueueProcess(database.url, { name: 'sender' });
  idle = await openQueueProcess(database.url, { pollSeconds, name: 'idle' });
  inbox = new Inbox();
});
afterEach(() => closeAll([database, sender, idle]));

/** The one worker of the idle process that looks has found nothing, and it listens. */
async function beginToIdle(): Promise<void> {
  await idle.consumer.consume('convert', 2, async ({ payload }) => inbox.put(payload.taskId));
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query(
      `select count(*) filter (where query like '%SKIP LOCKED%')::integer as looked,
         count(*) filter (where query like 'listen%')::integer as listening
       from pg_stat_activity where application_name = 'idle' and state = 'idle'`,
    );
    expect(rows).toEqual([{ looked: 1, listening: 1 }]);
  }, 10_000);
}

const send = (taskId: number) =>
  sender.queue.send('convert', { taskId, revision: 1, requestId: 'r' });

test('a job wakes an idle consumer', async () => {
  await beginToIdle();
  await send(1);
  expect(await inbox.take()).toBe(1);
});

test('many jobs are taken one after the other without a poll in between', async () => {
  await beginToIdle();
  const payloads = Array.from({ length: 50 }, (_, taskId) => ({
    taskId,
    revision: 1,
    requestId: 'r',
  }));
  await sender.queue.sendAll('convert', payloads);
  expect(new Set(await inbox.takeMany(50)).size).toBe(50);
});

test('a job that is handed back wakes another consumer', async () => {
  const leaving = await openQueueProcess(database.url, { pollSeconds });
  const taken = new Inbox<number>();
  await leaving.consumer.consume('convert', 1, async ({ payload, signal }) => {
    taken.put(payload.taskId);
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  await send(1);
  await taken.take();
  await beginToIdle();
  await leaving.consumer.stop(0);
  expect(await inbox.take()).toBe(1);
  await leaving.close();
});

test('consumers go on after all connections were lost', async () => {
  await beginToIdle();
  await terminateBackends(database.url);
  await vi.waitFor(() => send(1), 10_000);
  expect(await inbox.take()).toBe(1);
  await send(2);
  expect(await inbox.take()).toBe(2);
});

test('a process that only sends spends no connection on listening', async () => {
  await send(1);
  const { rows } = await database.pool.query(
    `select count(*) > 0 as connected,
       count(*) filter (where query like 'listen%')::integer as listening
     from pg_stat_activity where application_name = 'sender'`,
  );
  expect(rows).toEqual([{ connected: true, listening: 0 }]);
});

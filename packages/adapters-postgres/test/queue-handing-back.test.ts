import { Inbox } from '@cloudconvert/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeAll, type OpenedDatabase, openDatabase } from './support/open-database.ts';
import { openQueueProcess, retryAtOnce } from './support/open-queue.ts';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

let database: OpenedDatabase;
let opened: { close(): Promise<void> }[];
beforeEach(async () => {
  database = await openDatabase();
  opened = [database];
  const { queue } = await open();
  await retryAtOnce(database.pool);
  await queue.send('convert', { taskId: 1, revision: 1, requestId: 'r' }, { id });
});
afterEach(() => closeAll(opened));

async function open() {
  const process = await openQueueProcess(database.url);
  opened.push(process);
  return process;
}

/** A process that has the job at the attempt that it names, until it stops or `gate` opens. */
async function holder() {
  const process = await open();
  const taken = new Inbox<number>();
  const gate = Promise.withResolvers<void>();
  await process.consumer.consume('convert', 1, async ({ attempt, signal }) => {
    taken.put(attempt);
    signal.addEventListener('abort', () => gate.reject(signal.reason), { once: true });
    await gate.promise;
  });
  return { ...process, attempt: await taken.take(), finish: gate.resolve };
}

test('handing a job back spends none of its tries', async () => {
  for (let expected = 0; expected < 8; expected += 1) {
    const { attempt, consumer } = await holder();
    expect(attempt).toBe(expected);
    await consumer.stop(0);
  }
  const attempts = new Inbox<number>();
  const { consumer } = await open();
  await consumer.consume('convert', 1, async ({ attempt }) => {
    attempts.put(attempt);
    if (attempt === 8) throw new Error('try again');
  });
  expect(await attempts.takeMany(2)).toEqual([8, 9]);
});

test('a process hands back nothing that another one has by now', async () => {
  const first = await holder();
  await database.pool.query("update pgboss.job set state = 'retry' where id = $1", [id]);
  const second = await holder();
  expect([first.attempt, second.attempt]).toEqual([0, 1]);
  await first.consumer.stop(0);
  expect(await second.queue.depth()).toMatchObject({ queued: 0, active: 1 });
  second.finish();
  await vi.waitFor(async () => {
    expect(await second.queue.isCompleted('convert', id)).toBe(true);
  }, 5000);
});

import { Inbox } from '@cloudconvert/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeAll, openDatabase } from './support/open-database.ts';
import { openQueueProcess, type QueueProcess } from './support/open-queue.ts';
import { TcpProxy } from './support/tcp-proxy.ts';

const aConversion = { taskId: 1, revision: 1, requestId: 'r' };
const unavailable = { name: 'DomainError', code: 'database_unavailable' };

let proxy: TcpProxy;
let process: QueueProcess;
let opened: { close(): Promise<void> }[];

beforeEach(async () => {
  const database = await openDatabase();
  proxy = new TcpProxy(database.url);
  process = await openQueueProcess(await proxy.listen(), { supervise: true });
  opened = [database, proxy, process];
});
afterEach(() => closeAll(opened));

test('every call says that the database is unavailable while it is away', async () => {
  const { queue } = process;
  proxy.refuse();
  const delivery = { kind: 'convert', id: crypto.randomUUID(), attempt: 0 } as const;
  await expect(queue.send('convert', aConversion)).rejects.toMatchObject(unavailable);
  await expect(queue.sendAll('convert', [aConversion])).rejects.toMatchObject(unavailable);
  await expect(queue.complete(delivery)).rejects.toMatchObject(unavailable);
  await expect(queue.isCompleted('convert', delivery.id)).rejects.toMatchObject(unavailable);
  await expect(queue.depth()).rejects.toMatchObject(unavailable);
});

test('a consumer goes on by itself when the database is back', async () => {
  const { queue, consumer, logger } = process;
  const inbox = new Inbox<number>();
  await consumer.consume('convert', 1, async ({ attempt }) => inbox.put(attempt));
  proxy.refuse();
  await vi.waitFor(() => {
    expect(logger.entries.map(({ message }) => message)).toContain('job queue in trouble');
  }, 10_000);
  proxy.restore();
  await vi.waitFor(() => queue.send('convert', aConversion), 10_000);
  expect(await inbox.take()).toBe(0);
});

test('stopping and closing do not wait for a database that has gone silent', async () => {
  const { consumer, queue, close } = process;
  const begun = new Inbox<number>();
  const ended = new Inbox<boolean>();
  await consumer.consume('convert', 1, async ({ attempt, signal }) => {
    begun.put(attempt);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    ended.put(signal.aborted);
  });
  await queue.send('convert', aConversion);
  await begun.take();
  proxy.freeze();
  await consumer.stop(0);
  expect(await ended.take()).toBe(true);
  const closing = close();
  proxy.refuse();
  await expect(closing).resolves.toBeUndefined();
});

import { setTimeout } from 'node:timers/promises';
import { Inbox } from '@cloudconvert/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startOneAtATime } from '../src/queue/start-one-at-a-time.ts';
import { openEmptyDatabase } from './support/empty-database.ts';
import { closeAll, type OpenedDatabase, openDatabase } from './support/open-database.ts';
import { openPool } from './support/open-pool.ts';
import { openQueueProcess } from './support/open-queue.ts';

let database: OpenedDatabase;
let opened: { close(): Promise<void> }[];
beforeEach(async () => {
  database = await openDatabase();
  opened = [database];
});
afterEach(() => closeAll(opened));

async function open(supervise = false) {
  const process = await openQueueProcess(database.url, { supervise });
  opened.push(process);
  return process;
}

async function settingsOf(kind: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await database.pool.query('select * from pgboss.queue where name = $1', [kind]);
  return rows[0];
}

const forConvert = {
  notify: true,
  heartbeat_seconds: 10,
  expire_seconds: 3900,
  retry_limit: 5,
  retry_delay: 1,
  retry_backoff: true,
  retry_delay_max: 30,
  dead_letter: 'convert-given-up',
};

test('conversions have the settings that recovery rests on', async () => {
  expect(await settingsOf('convert')).toMatchObject(forConvert);
});

test('a queue that is there gets the settings of today', async () => {
  await database.pool.query(
    `update pgboss.queue set retry_limit = 99, heartbeat_seconds = null, notify = false,
       dead_letter = null where name = 'convert'`,
  );
  await open();
  expect(await settingsOf('convert')).toMatchObject(forConvert);
});

test('many processes may open the queue of an empty database at once', async () => {
  const empty = await openEmptyDatabase();
  const all = await Promise.all([1, 2, 3, 4].map(() => openQueueProcess(empty.url)));
  const { rows } = await empty.pool.query('select name from pgboss.queue order by name');
  await closeAll([empty, ...all]);
  const kinds = ['convert', 'convert-given-up', 'notify', 'ping', 'sweep'];
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(kinds));
});

test('a process waits for others that open the queue, longer than its pool waits for anything', async () => {
  const client = await database.pool.connect();
  await client.query("select pg_advisory_lock(hashtext('cloudconvert.queues'))");
  const pool = openPool(database.url, { statement_timeout: 100, query_timeout: 100 });
  const opening = startOneAtATime(pool, async () => 'opened');
  await setTimeout(300);
  client.release(true);
  expect(await opening).toBe('opened');
  await pool.end();
});

test('supervisors agree on one schedule for the sweep', async () => {
  await open(true);
  await open(true);
  const { rows } = await database.pool.query('select name, cron from pgboss.schedule');
  expect(rows).toEqual([{ name: 'sweep', cron: '17 * * * *' }]);
});

test('one sweep waits or runs at a time', async () => {
  const { queue, consumer } = await open();
  const begun = new Inbox<string>();
  const gate = Promise.withResolvers<void>();
  await queue.send('sweep', { requestId: 'first' });
  await queue.send('sweep', { requestId: 'second' });
  await consumer.consume('sweep', 2, async ({ payload }) => {
    begun.put(payload.requestId);
    await gate.promise;
  });
  expect(await begun.take()).toBe('first');
  await queue.send('sweep', { requestId: 'third' });
  gate.resolve();
  await consumer.stop(5000);
  const { rows } = await database.pool.query(
    "select data, state from pgboss.job where name = 'sweep'",
  );
  expect(rows).toEqual([{ data: { requestId: 'first' }, state: 'completed' }]);
});

test('jobs that were done some time ago are removed', async () => {
  const { queue, consumer } = await open();
  await consumer.consume('ping', 1, async () => undefined);
  const ids = [crypto.randomUUID(), crypto.randomUUID()] as const;
  for (const id of ids) await queue.send('ping', { requestId: 'r' }, { id });
  await vi.waitFor(async () => {
    for (const id of ids) expect(await queue.isCompleted('ping', id)).toBe(true);
  }, 5000);
  await database.pool.query(
    "update pgboss.job set completed_on = completed_on - interval '10 minutes' where id = $1",
    [ids[0]],
  );
  await database.pool.query("update pgboss.queue set maintain_on = now() - interval '10 minutes'");
  await open(true);
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query("select id from pgboss.job where name = 'ping'");
    expect(rows).toEqual([{ id: ids[1] }]);
  }, 15_000);
});

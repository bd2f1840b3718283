import { Inbox, MemoryLogger } from '@cloudconvert/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ChannelListener } from '../src/queue/channel-listener.ts';
import { closeAll, type OpenedDatabase, openDatabase } from './support/open-database.ts';
import { openPool } from './support/open-pool.ts';
import { TcpProxy } from './support/tcp-proxy.ts';
import { terminateBackends } from './support/terminate-backends.ts';

const channel = 'Some "channel"';
const timing = { heartbeatMs: 50, answerMs: 200, connectMs: 200, longestPauseMs: 300 };

let database: OpenedDatabase;
let proxy: TcpProxy;
let logger: MemoryLogger;
let listener: ChannelListener;
let received: Inbox<string>;
let subscribed: Inbox<true>;
let opened: { close(): Promise<void> }[];

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database?.close());

beforeEach(async () => {
  proxy = new TcpProxy(database.url);
  logger = new MemoryLogger();
  received = new Inbox();
  subscribed = new Inbox();
  const pool = openPool(await proxy.listen());
  const onNotification = (payload: string) => received.put(payload);
  const onSubscribed = () => subscribed.put(true);
  listener = new ChannelListener(pool, logger, { channel, onNotification, onSubscribed }, timing);
  listener.start();
  opened = [proxy, { close: () => pool.end() }, listener];
  await subscribed.take();
});
afterEach(() => closeAll(opened));

const notify = (payload: string) =>
  database.pool.query('select pg_notify($1, $2)', [channel, payload]);

test('hears what is sent', async () => {
  await notify('one');
  await notify('two');
  expect(await received.takeMany(2)).toEqual(['one', 'two']);
});

test('subscribes again after its connection was ended', async () => {
  await terminateBackends(database.url);
  await subscribed.take();
  await notify('after');
  expect(await received.take()).toBe('after');
});

test('subscribes again after its connection has gone silent', async () => {
  proxy.freeze();
  proxy.restore();
  await subscribed.take();
  await notify('after');
  expect(await received.take()).toBe('after');
});

test('subscribes again after a time in which no connection came about', async () => {
  proxy.refuse();
  await vi.waitFor(() => expect(logger.entries.length).toBeGreaterThanOrEqual(3), 5000);
  proxy.restore();
  await subscribed.take();
  await notify('after');
  expect(await received.take()).toBe('after');
});

test('keeps no connection when it is closed', async () => {
  await listener.close();
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query(
      `select count(*)::integer as others from pg_stat_activity
       where datname = current_database() and query like '%listen%' and pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([{ others: 0 }]);
  }, 5000);
});

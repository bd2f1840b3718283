import { MemoryLogger, postgresUrl } from '@cloudconvert/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openPostgresPool } from '../src/index.ts';
import { startProxy } from './support/swallowing-proxy.ts';

function openPool(url = postgresUrl()) {
  const logger = new MemoryLogger();
  const pool = openPostgresPool({ connection: { connectionString: url }, max: 2, logger });
  onTestFinished(() => pool.end());
  return { pool, logger };
}

const terminate = (pid: number) => ({ text: 'SELECT pg_terminate_backend($1)', values: [pid] });
const ownPid = { text: 'SELECT pg_backend_pid() AS pid' };

test('tells the server who it is', async () => {
  const { pool } = openPool();

  const { rows } = await pool.query("SELECT current_setting('application_name') AS name");

  expect(rows).toEqual([{ name: 'cloudconvert' }]);
});

test('bounds each statement and each idle transaction on the server, too', async () => {
  const { pool } = openPool();
  const names = ['statement_timeout', 'idle_in_transaction_session_timeout'];

  const { rows } = await pool.query(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name',
    [names],
  );

  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '30000' },
    { name: 'statement_timeout', setting: '8000' },
  ]);
});

test('survives the loss of an idle connection and says so', async () => {
  const { pool, logger } = openPool();
  const killer = openPool().pool;
  const { rows } = await pool.query(ownPid);

  await killer.query(terminate(rows[0].pid));

  const entry = { level: 'warn', message: 'lost an idle database connection' };
  await vi.waitFor(() => expect(logger.entries).toContainEqual(expect.objectContaining(entry)));
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('survives the loss of a connection that somebody has', async () => {
  const { pool } = openPool();
  const client = await pool.connect();
  const { rows } = await client.query(ownPid);
  const lost = new Promise((resolve) => client.once('end', resolve));

  await pool.query(terminate(rows[0].pid));

  await lost;
  client.release();
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('says soon that nobody answers at an address', async () => {
  const { pool } = openPool('postgres://cloudconvert@127.0.0.1:1/cloudconvert');

  await expect(pool.query('SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('gives up a query whose answer the network swallows, and goes on listening', async () => {
  const { url, swallow } = await startProxy(new URL(postgresUrl()));
  const [swallowed, { pool }] = [openPool(url).pool, openPool()];
  await swallowed.query('SELECT 1');
  const listener = await pool.connect();
  onTestFinished(() => listener.release());
  const heard = new Promise((resolve) => listener.once('notification', resolve));
  await listener.query('LISTEN something');

  swallow();

  await expect(swallowed.query('SELECT 1')).rejects.toThrow('Query read timeout');
  await pool.query('NOTIFY something');
  await expect(heard).resolves.toMatchObject({ channel: 'something' });
});

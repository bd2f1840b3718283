import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLogger } from '@cloudconvert/testing';
import pg from 'pg';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Settings, startEmbeddedPostgres } from '../src/index.ts';
import { startChild } from './support/child.ts';

/** The tests crash processes, not the machine. */
const fast: Settings = { fsync: 'off' };

/** One for all tests, since making a database takes a second; only root may enter it, if that's us. */
const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
afterAll(() => rm(directory, { recursive: true, force: true }));

async function start(settings: Settings = fast) {
  const logger = new MemoryLogger();
  const server = await startEmbeddedPostgres({ directory, logger, settings });
  onTestFinished(() => server.stop());
  return { ...server, logger };
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const cluster = join(directory, 'cluster');
const pidFile = join(cluster, 'postmaster.pid');

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(pidFile, 'utf8'), 10);
}

/** A table that no other test uses, with one number in it. */
async function makeTable(url: string, number: number): Promise<string> {
  const table = `table_${randomUUID().replaceAll('-', '')}`;
  await ask(url, `CREATE TABLE ${table} AS SELECT ${number} AS number`);
  return `SELECT number FROM ${table}`;
}

function startOwner() {
  const file = new URL('./support/database-owner.ts', import.meta.url);
  return startChild(file, directory, 'fsync=off');
}

test('serves a database of the current major version in UTF-8', async () => {
  const { url, host, port, user, password, database } = await start();

  expect(url).toBe(`postgres://${user}:${password}@${host}:${port}/${database}`);
  expect(await ask(url, 'SELECT current_database()')).toBe('cloudconvert');
  expect(await ask(url, 'SHOW server_version')).toMatch(/^18\./);
  expect(await ask(url, "SELECT lower('ÄÖÜ') || '|' || current_setting('server_encoding')")).toBe(
    'äöü|UTF8',
  );
});

test('lets nobody in without the password, and nobody read it', async () => {
  const { url, password, host } = await start();

  await expect(ask(url.replace(password, 'guessed'), 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  );

  expect(host).toBe('127.0.0.1');
  expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  expect(await ask(url, 'SHOW unix_socket_directories')).toBe('');
  expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
  expect((await stat(cluster)).mode & 0o777).toBe(0o700);
});

test('keeps what was written over a stop and a start', async () => {
  const first = await start();
  const query = await makeTable(first.url, 7);
  await first.stop();

  const second = await start();

  expect(await ask(second.url, query)).toBe(7);
});

test('never runs as root', async () => {
  await start();

  expect((await stat(pidFile)).uid).not.toBe(0);
});

test('survives a power cut by default', async () => {
  const { url } = await start({});

  const settings = ['fsync', 'synchronous_commit', 'full_page_writes'];
  const values = await Promise.all(settings.map((name) => ask(url, `SHOW ${name}`)));

  expect(values).toEqual(['on', 'on', 'on']);
});

test('ends within its bound although a client is at work', async () => {
  const server = await start();
  const working = ask(server.url, 'SELECT pg_sleep(600)');
  const ended = expect(working).rejects.toThrow();

  await server.stop();

  await ended;
  await expect(ask(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('is in use by one process at a time', async () => {
  const first = await start();

  await expect(start()).rejects.toMatchObject({ name: 'DirectoryInUse' });

  await first.stop();
  await start();
});

describe('after its owner was killed', () => {
  test('starts anew with what was committed', async () => {
    const owner = await startOwner();
    const query = await makeTable(owner.firstLine, 7);

    await owner.kill();

    const { url } = await start();
    expect(await ask(url, query)).toBe(7);
    await expect(ask(owner.firstLine, 'SELECT 1')).rejects.toThrow();
  });

  test('starts anew when the server was killed with it', async () => {
    const owner = await startOwner();
    // Frozen first, so that it can't start the server again.
    process.kill(owner.pid, 'SIGSTOP');
    process.kill(await serverPid(), 'SIGKILL');
    await owner.kill();

    const { url } = await start();

    expect(await ask(url, 'SELECT 1')).toBe(1);
  });

  test('stops a server that went on without its owner', async () => {
    const owner = await startOwner();
    const pid = await serverPid();
    process.kill(pid, 'SIGSTOP');
    await owner.kill();
    const logger = new MemoryLogger();
    const starting = startEmbeddedPostgres({ directory, logger, settings: fast });
    onTestFinished(() => starting.then(({ stop }) => stop()));
    const line = 'stopping the database server of an owner that was killed';
    const isSaid = () =>
      expect(logger.entries).toContainEqual(expect.objectContaining({ message: line }));
    await vi.waitFor(isSaid, 10_000);

    process.kill(pid, 'SIGCONT');

    const { url } = await starting;
    expect(await ask(url, 'SELECT 1')).toBe(1);
    expect(await serverPid()).not.toBe(pid);
  });

  test('is not misled by another process that has the number of its server', async () => {
    const first = await start();
    const written = await readFile(pidFile, 'utf8');
    await first.stop();
    const { uid, gid } = await stat(cluster);
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { uid, gid });
    onTestFinished(() => void other.kill());
    await writeFile(pidFile, written.replace(/^\d+/, `${other.pid}`));

    const { url } = await start();

    expect(await ask(url, 'SELECT 1')).toBe(1);
  });
});

if (existsSync('/usr/bin/setpriv')) {
  test('ends with its owner at once, where the system tells it of the death', async () => {
    const owner = await startOwner();

    await owner.kill();

    const isGone = () => expect(ask(owner.firstLine, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await vi.waitFor(isGone, 10_000);
  });

  test('has no right that its account has not, where any user may enter its folder', async () => {
    await chmod(directory, 0o755);
    onTestFinished(() => chmod(directory, 0o700));

    await start();

    const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
    expect(/^CapEff:\s*(\w+)/m.exec(status)?.[1]).toMatch(/^0+$/);
  });
}

test('is started again on the same port when it is killed', async () => {
  const { url, logger } = await start();
  const query = await makeTable(url, 7);

  process.kill(await serverPid(), 'SIGKILL');

  await vi.waitFor(async () => expect(await ask(url, query)).toBe(7), 10_000);
  expect(logger.entries).toContainEqual(
    expect.objectContaining({
      level: 'error',
      message: 'the database server ended; starting it again',
    }),
  );
});

test('says why it does not start', async () => {
  const starting = start({ ...fast, shared_buffers: 'plenty' });

  await expect(starting).rejects.toMatchObject({
    name: 'EmbeddedPostgresError',
    message: `The database in ${cluster} did not start`,
    cause: { message: expect.stringContaining('invalid value for parameter "shared_buffers"') },
  });
  await start();
});

test('logs what the server says for those who look closely', async () => {
  const { logger } = await start();

  const lines = logger.entries.filter(({ message }) => message === 'postgres');

  expect(lines.map(({ level }) => level)).not.toContain('info');
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'debug',
      fields: { line: 'LOG:  database system is ready to accept connections' },
    }),
  );
});

import { chmod, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ask } from './support/ask.ts';
import {
  cluster,
  directory,
  fast,
  makeTable,
  pidFile,
  serverPid,
  start,
} from './support/database.ts';

test('serves a database of the current major version in UTF-8', async () => {
  const { url } = await start();

  expect(await ask(url, 'SELECT current_database()')).toBe('cloudconvert');
  expect(await ask(url, 'SHOW server_version')).toMatch(/^18\./);
  expect(await ask(url, "SELECT lower('ÄÖÜ') || '|' || current_setting('server_encoding')")).toBe(
    'äöü|UTF8',
  );
});

test('lets nobody in without the password, and nobody read it', async () => {
  const { url } = await start();
  const { password, hostname } = new URL(url);

  await expect(ask(url.replace(password, 'guessed'), 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  );

  expect(hostname).toBe('127.0.0.1');
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

test.each([
  ['least', 0, '32MB'],
  ['half of what is kept free for it', 100 * 1024 ** 2, '50MB'],
  ['most', 1024 ** 4, '256MB'],
])('keeps as much log as the disk has room for: %s', async (_, reserve, expected) => {
  const { url } = await start(fast, reserve);

  expect(await ask(url, 'SHOW max_wal_size')).toBe(expected);
  expect(await ask(url, 'SHOW min_wal_size')).toBe('32MB');
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

if (process.platform === 'linux') {
  test('leads a session of its own, so that no terminal interrupts it', async () => {
    await start();

    const pid = await serverPid();
    const [, session] =
      /\) \S+ \d+ \d+ (\d+) /.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? [];
    expect(Number(session)).toBe(pid);
  });

  test('has no right that its account has not, where any user may enter its folder', async () => {
    await chmod(directory, 0o755);
    onTestFinished(() => chmod(directory, 0o700));

    await start();

    const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
    expect(/^CapEff:\s*(\w+)/m.exec(status)?.[1]).toMatch(/^0+$/);
  });
}

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

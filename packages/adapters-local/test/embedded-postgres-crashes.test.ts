import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { MemoryLogger } from '@cloudconvert/testing';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedPostgres } from '../src/index.ts';
import { ask } from './support/ask.ts';
import { startChild } from './support/child.ts';
import {
  cluster,
  directory,
  fast,
  makeTable,
  pidFile,
  serverPid,
  start,
} from './support/database.ts';

function startOwner() {
  const file = new URL('./support/database-owner.ts', import.meta.url);
  return startChild(file, directory, 'fsync=off');
}

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

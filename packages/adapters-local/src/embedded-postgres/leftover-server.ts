import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@cloudconvert/core';
import { run } from './run.ts';
import { stopServer } from './stop-server.ts';

/**
 * Stops the server that a killed owner left running in `cluster`. The caller holds the lock on the
 * directory, so a server that runs there is nobody's.
 */
export async function stopLeftoverServer(cluster: string, logger: Logger): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (Number.isNaN(pid)) return;
  if (await isServerOf(cluster, pid)) {
    logger.warn({ pid }, 'stopping the database server of an owner that was killed');
    await stopServer({
      isRunning: () => isServerOf(cluster, pid),
      signal: (name) => process.kill(pid, name),
    });
  }
  // A process that got the number of a dead server would keep the next one from starting.
  if (isTaken(pid)) await rm(pidFile, { force: true });
}

/** Whether `pid` is a server of this cluster, by the arguments with which we start one. */
async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  return (await commandLine(pid)).includes(` -D ${cluster} --port=`);
}

/** Empty for a process that is no more, also for one that only waits to be reaped. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.replaceAll('\0', ' ');
  }
  const listed = await run({ file: '/bin/ps', args: ['-ww', '-o', 'command=', '-p', `${pid}`] });
  return listed.isGood ? listed.output : '';
}

function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

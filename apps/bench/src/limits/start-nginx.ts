import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../errors/command-error.ts';
import { freePort } from '../service/free-port.ts';
import { nginxConfiguration } from './nginx-configuration.ts';
import type { RivalServer } from './start-bare-server.ts';

const startsWithinMs = 5_000;
const askEveryMs = 20;

/** nginx that keeps what is PUT to it in `files`, or `null` where it is not installed. */
export async function startNginx(folder: string, files: string): Promise<RivalServer | null> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const path = join(folder, 'nginx.conf');
  await writeFile(path, nginxConfiguration({ folder, files, port }));
  const options = ['-p', folder, '-c', path, '-e', 'stderr', '-g', 'daemon off;'];
  const child = spawn('nginx', options, { stdio: 'ignore' });
  const exited = exitOf(child);
  const outcome = await Promise.race([exited, untilListens(port)]);
  if (outcome === 'missing') return null;
  if (outcome === 'exited') throw doesNotStart();
  return {
    origin: new URL(`http://127.0.0.1:${port}`),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

function exitOf(child: ChildProcess): Promise<'missing' | 'exited'> {
  return new Promise((resolve) => {
    child.once('error', () => resolve('missing'));
    child.once('exit', () => resolve('exited'));
  });
}

async function untilListens(port: number): Promise<'listens'> {
  for (let left = startsWithinMs; left > 0; left -= askEveryMs) {
    if (await listens(port)) return 'listens';
    await sleep(askEveryMs);
  }
  throw doesNotStart();
}

function doesNotStart(): RunError {
  return new RunError('nginx does not start: mend it, or run without it on PATH.');
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

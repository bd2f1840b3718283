import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the benchmark with these arguments, as its image does, and in a folder of its own. */
export function bench(...args: readonly string[]): Promise<Ended> {
  return startBench(...args).ended;
}

export function startBench(...args: readonly string[]) {
  const folder = ownFolder();
  return { ...start(['node', join(root, 'apps/bench/src/main.ts'), ...args], folder), folder };
}

/** The same, as a person does. */
export function npmRunBench(...args: readonly string[]): Promise<Ended> {
  const command = ['npm', 'run', '--silent', 'bench', '--', ...args, '--results', ownFolder()];
  return start(command, root).ended;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start([file = '', ...args]: readonly string[], cwd: string) {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill());
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('a child without pipes');
  const closed = once(child, 'close');
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), closed]);
  return { code, stdout: out, stderr: err };
}

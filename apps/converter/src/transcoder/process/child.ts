import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { parse } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { MachineTrouble } from '@cloudconvert/core';
import { yieldProcessor } from './yield-processor.ts';

export type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** There is always one, which can't be said of a folder for temporary files. */
export const rootDirectory = parse(process.execPath).root;

/** Starts a command that has nothing to read, in a process group of its own that lets others go first. */
export function startChild(command: readonly string[], surroundings: Surroundings): Child {
  const child = startReader(command, surroundings);
  child.stdin.end();
  return child;
}

/**
 * The same with something to read, which is written to `stdin`.
 * @throws MachineTrouble when no file is left to be opened for another process; Node's error when there is no
 * memory for one; of other reasons not to start one, `error` tells
 */
export function startReader(command: readonly string[], { cwd, env }: Surroundings): Child {
  const [file = '', ...args] = command;
  const stdio: ['pipe', 'pipe', 'pipe'] = ['pipe', 'pipe', 'pipe'];
  const child = spawn(file, args, { cwd, env, detached: true, stdio });
  // Whoever waits for its end learns of these by that.
  child.on('error', () => {});
  // Node leaves the pipes out where it could not open any, whatever its types say.
  if (!child.stdin) throw new MachineTrouble(`No file is left to be opened for ${file}`);
  child.stdin.on('error', () => {});
  if (child.pid !== undefined) void yieldProcessor(child.pid);
  return child;
}

/** Sends a signal to a child and to all that it has started. */
export function killGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    // A negative number names the group; Windows has none.
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself in the meantime.
  }
}

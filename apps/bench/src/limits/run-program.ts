import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { RunError } from '../errors/command-error.ts';

interface Given {
  /** On stdin. */
  readonly input?: string;
  readonly stop: AbortSignal;
}

/**
 * Runs a program to its end, and those that it starts; stdout goes nowhere.
 * @throws RunError when it is not there or fails
 */
export async function runProgram(
  [file = '', ...args]: readonly string[],
  { input = '', stop }: Given,
): Promise<void> {
  stop.throwIfAborted();
  // In a group of its own, which can be ended as a whole.
  const child = spawn(file, args, { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  const end = () => endGroup(child);
  stop.addEventListener('abort', end, { once: true });
  // It may end without reading.
  child.stdin.on('error', () => {}).end(input);
  try {
    const [code, complaints] = await Promise.all([codeOf(child), text(child.stderr)]);
    stop.throwIfAborted();
    if (code !== 0) throw new RunError(`${file} ended with ${code}: ${complaints.trim()}`);
  } finally {
    stop.removeEventListener('abort', end);
  }
}

function codeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('close', (code) => resolve(code));
    child.once('error', (cause) => {
      const message = `${child.spawnfile} can't be started here, and is needed: install it.`;
      reject(new RunError(message, { cause }));
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid);
  } catch {
    // All of it has ended in the meantime.
  }
}

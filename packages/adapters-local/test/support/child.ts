import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  readonly pid: number;
  /** The first line that it writes. */
  readonly firstLine: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** Runs a file in a process of its own and waits for the first line that it writes. */
export async function startChild(file: URL, ...args: readonly string[]): Promise<Child> {
  const command = [fileURLToPath(file), ...args];
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => kill(child));
  const [firstLine] = await once(createInterface({ input: child.stdout }), 'line');
  return { pid: child.pid ?? 0, firstLine, kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

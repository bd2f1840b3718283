import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Deadline } from './deadline.ts';
import { Tail } from './tail.ts';
import { yieldProcessor } from './yield-processor.ts';

export interface CommandRequest {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly wallSeconds: number;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
}

export interface CommandEnd {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether it was killed since its time was up. */
  readonly isLate: boolean;
  /** The end of what it said on stderr. */
  readonly errors: string;
}

const errorsLength = 8192;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Runs one command without a shell, in a process group of its own. Resolves when it has ended,
 * whichever way; rejects with the signal's reason when aborted, after it has ended.
 */
export async function runCommand(request: CommandRequest): Promise<CommandEnd> {
  const { signal, wallSeconds, onOutput } = request;
  signal.throwIfAborted();
  const child = start(request);
  const errors = new Tail(errorsLength);
  child.stdout.setEncoding('utf8').on('data', onOutput);
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.append(text));
  const deadline = new Deadline(child, signal, wallSeconds);
  try {
    const end = await ended(child);
    signal.throwIfAborted();
    return { ...end, isLate: deadline.hasPassed, errors: String(errors) };
  } finally {
    deadline.cancel();
  }
}

function start({ command, cwd, env }: CommandRequest): Child {
  const [file = '', ...args] = command;
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(file, args, { cwd, env, detached: true, stdio });
  if (child.pid !== undefined) void yieldProcessor(child.pid);
  return child;
}

function ended(child: Child): Promise<Pick<CommandEnd, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

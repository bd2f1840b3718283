import type { Child } from './child.ts';
import { Deadline } from './deadline.ts';
import { Tail } from './tail.ts';

export interface Attendance {
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

/**
 * Takes what a process says until it has ended, whichever way; rejects with the signal's reason when
 * aborted, after it has ended.
 */
export async function attend(child: Child, attendance: Attendance): Promise<CommandEnd> {
  const { signal, wallSeconds, onOutput } = attendance;
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

function ended(child: Child): Promise<Pick<CommandEnd, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

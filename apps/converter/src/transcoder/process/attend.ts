import type { AtWork, Ending } from './at-work.ts';
import { Deadline } from './deadline.ts';
import { Tail } from './tail.ts';

export interface Attendance {
  readonly wallSeconds: number;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
  /** Where it goes what is said on stderr; only its end is kept where nothing is given. */
  readonly log?: CommandLog | undefined;
}

/** Takes what a tool says on stderr, in pieces of any length, and tells what of it counts. */
export interface CommandLog {
  append(text: string): void;
  toString(): string;
}

export interface CommandEnd extends Ending {
  /** Whether it was killed since its time was up. */
  readonly isLate: boolean;
  /** What counts of what it said on stderr. */
  readonly errors: string;
}

const errorsLength = 8192;

/**
 * Takes what a tool says until it has ended, whichever way; rejects with the signal's reason when
 * aborted, after it has ended.
 */
export async function attend(work: AtWork, attendance: Attendance): Promise<CommandEnd> {
  const { signal, wallSeconds, onOutput, log = new Tail(errorsLength) } = attendance;
  const deadline = new Deadline(work, signal, wallSeconds);
  try {
    const end = await work.ended({ onOutput, onErrors: (text) => log.append(text) });
    signal.throwIfAborted();
    return { ...end, isLate: deadline.hasPassed, errors: String(log) };
  } finally {
    deadline.cancel();
  }
}

import type { AtWork, Ending } from './at-work.ts';
import { Deadline } from './deadline.ts';
import { Tail } from './tail.ts';

export interface Attendance {
  readonly wallSeconds: number;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
}

export interface CommandEnd extends Ending {
  /** Whether it was killed since its time was up. */
  readonly isLate: boolean;
  /** The end of what it said on stderr. */
  readonly errors: string;
}

const errorsLength = 8192;

/**
 * Takes what a tool says until it has ended, whichever way; rejects with the signal's reason when
 * aborted, after it has ended.
 */
export async function attend(work: AtWork, attendance: Attendance): Promise<CommandEnd> {
  const { signal, wallSeconds, onOutput } = attendance;
  const errors = new Tail(errorsLength);
  const deadline = new Deadline(work, signal, wallSeconds);
  try {
    const end = await work.ended({ onOutput, onErrors: (text) => errors.append(text) });
    signal.throwIfAborted();
    return { ...end, isLate: deadline.hasPassed, errors: String(errors) };
  } finally {
    deadline.cancel();
  }
}

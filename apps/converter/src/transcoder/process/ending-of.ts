import { constants } from 'node:os';
import type { Ending } from './at-work.ts';

/** What a shell adds to the number of the signal that ended a command; POSIX.1 asks for more than 128. */
const bySignal = 128;
/**
 * Those that POSIX.1 knows end below. ffmpeg 7 ends with codes above 128, too, from the least byte of its
 * error numbers (libavutil/error.h), but with none of these as long as it only reads and writes files.
 */
const lastSignal = 31;

const signals = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** How a command ended whose status a shell knows (POSIX.1, Shell Command Language, 2.8.2). */
export function endingOf(status: number): Ending {
  const number = status - bySignal;
  const name = number <= lastSignal ? signals.get(number) : undefined;
  return isSignal(name) ? { code: null, signal: name } : { code: status, signal: null };
}

function isSignal(name: string | undefined): name is NodeJS.Signals {
  return name !== undefined;
}

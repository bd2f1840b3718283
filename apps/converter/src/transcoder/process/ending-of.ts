import { constants } from 'node:os';
import type { Ending } from './at-work.ts';

/** What a shell adds to the number of the signal that ended a command; POSIX.1 asks for more than 128. */
const bySignal = 128;
/**
 * Those that end programs are no more. ffmpeg 7 ends with codes above 128, too, the least byte of its error
 * numbers (libavutil/error.h); those that are taken for a signal here are errors of sockets, of a network's
 * disk, and of a quota.
 */
const lastSignal = 31;

/** Of two names for one number the first is the usual one. */
const signals = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name]),
);

/** How a command ended whose status a shell knows (POSIX.1, Shell Command Language, 2.8.2). */
export function endingOf(status: number): Ending {
  const number = status - bySignal;
  const name = number <= lastSignal ? signals.get(number) : undefined;
  return isSignal(name) ? { code: null, signal: name } : { code: status, signal: null };
}

function isSignal(name: string | undefined): name is NodeJS.Signals {
  return name !== undefined;
}

import { UsageError } from '../../errors/command-error.ts';
import type { GivenOptions, Options, Size } from '../scenario.ts';

export const memoryOptions = {
  minutes: { value: 'NUMBER', help: 'how long the steady load lasts, 1 to 1440; else 10' },
} satisfies Options;

export interface Plan {
  readonly largeFileBytes: number;
  /** How many files are uploaded at once. */
  readonly uploadsAtOnce: number;
  /** How many tasks of one person are listed. */
  readonly listed: number;
  /** Of the steady load. */
  readonly seconds: number;
}

const plans = {
  full: { largeFileBytes: 2 ** 30, uploadsAtOnce: 200, listed: 10_000, seconds: 600 },
  smoke: { largeFileBytes: 2 ** 23, uploadsAtOnce: 10, listed: 30, seconds: 4 },
} as const satisfies Record<Size, Plan>;

/** @throws UsageError */
export function readPlan({ minutes }: GivenOptions, size: Size): Plan {
  const plan = plans[size];
  if (minutes === undefined) return plan;
  const number = /^\d{1,4}$/.test(minutes) ? Number(minutes) : 0;
  if (number >= 1 && number <= 1440) return { ...plan, seconds: number * 60 };
  throw new UsageError(`--minutes must be a whole number from 1 to 1440; got "${minutes}".`);
}

import type { Size } from '../scenario.ts';

export interface Plan {
  /** How many tasks are in the tables, ascending. */
  readonly tasks: readonly number[];
  readonly workers: readonly number[];
  /** How many jobs are done each time that throughput is measured. */
  readonly jobs: number;
  readonly rounds: number;
  /** How often each statement is timed. */
  readonly samples: number;
  /** How many tasks are asked for at once. */
  readonly accepted: readonly number[];
}

export const plans = {
  full: {
    tasks: [1_000, 100_000, 1_000_000],
    workers: [1, 2, 4, 8, 16],
    jobs: 1_000,
    rounds: 5,
    samples: 500,
    accepted: [400, 10_000],
  },
  smoke: {
    tasks: [600, 1_200],
    workers: [1, 4],
    jobs: 40,
    rounds: 1,
    samples: 20,
    accepted: [10, 20],
  },
} as const satisfies Record<Size, Plan>;

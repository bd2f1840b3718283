import type { Machine } from '../machine/machine.ts';
import type { Chart, Report } from './report.ts';

/** One scenario's results, as they are kept until the next run of it. */
export interface Run {
  readonly scenario: string;
  readonly summary: string;
  readonly size: string;
  /** `null` for a service of the bench's own. */
  readonly target: string | null;
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly reports: readonly Report[];
  /** What each process used over the time of the run. */
  readonly processes: readonly Chart[];
}

import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the sender itself was; what it measures is wrong by as much. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

const everyMs = 10;

/** The delay of this program's own turns while `work` is done. */
export async function withLoopDelay<T>(
  work: () => Promise<T>,
): Promise<readonly [result: T, delay: LoopDelay]> {
  const histogram = monitorEventLoopDelay({ resolution: everyMs });
  histogram.enable();
  const result = await work().finally(() => histogram.disable());
  return [result, { p99Ms: late(histogram.percentile(99)), maxMs: late(histogram.max) }];
}

/** What is recorded is the time from one look to the next, in nanoseconds. */
function late(nanoseconds: number): number {
  return Math.max(nanoseconds / 1e6 - everyMs, 0);
}

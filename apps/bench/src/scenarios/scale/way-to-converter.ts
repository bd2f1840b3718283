import { type Distribution, distributionOf } from '../../load/distribution.ts';
import { openConverter } from './converter.ts';
import { orStopped } from './or-stopped.ts';
import { recordTask } from './record.ts';
import type { Pool } from './scale-database.ts';
import { millisecondsOf } from './stopwatch.ts';

/** As many as the converter of a machine with two cores has. */
const workers = 3;

export interface Way {
  /** Until task and job are there. */
  readonly record: Distribution;
  /** From there until a worker that had nothing to do has claimed the task. */
  readonly start: Distribution;
}

/** How long tasks are on their way to a converter that waits for them, in ms. */
export async function measureWay(
  pool: Pool,
  userId: number,
  samples: number,
  stop: AbortSignal,
): Promise<Way> {
  const converter = await openConverter(pool);
  try {
    const way = { claimed: Promise.withResolvers<void>(), ended: Promise.withResolvers<void>() };
    const onClaimed = () => way.claimed.resolve();
    const onEnded = () => way.ended.resolve();
    await converter.start(workers, { onClaimed, onEnded });
    const records: number[] = [];
    const starts: number[] = [];
    for (let time = 0; time < samples; time += 1) {
      way.claimed = Promise.withResolvers();
      way.ended = Promise.withResolvers();
      records.push(await millisecondsOf(() => recordTask(pool, converter.queue, userId)));
      starts.push(await millisecondsOf(() => orStopped(way.claimed.promise, stop)));
      await orStopped(way.ended.promise, stop);
    }
    return { record: distributionOf(records), start: distributionOf(starts) };
  } finally {
    await converter.close();
  }
}

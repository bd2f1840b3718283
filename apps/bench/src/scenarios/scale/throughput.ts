import { type Converter, openConverter } from './converter.ts';
import { orStopped } from './or-stopped.ts';
import { recordMany } from './record.ts';
import type { Pool } from './scale-database.ts';
import { millisecondsOf } from './stopwatch.ts';

/** How many jobs so many workers do in a second, when there is always one more. */
export async function measureThroughput(
  pool: Pool,
  jobs: number,
  workers: number,
  stop: AbortSignal,
): Promise<number> {
  const converter = await openConverter(pool);
  try {
    await recordMany(pool, converter.queue, jobs);
    const working = () => orStopped(workThrough(converter, jobs, workers), stop);
    return (jobs / (await millisecondsOf(working))) * 1000;
  } finally {
    await converter.close();
  }
}

async function workThrough(converter: Converter, jobs: number, workers: number): Promise<void> {
  const all = Promise.withResolvers<void>();
  let ended = 0;
  const onEnded = () => {
    ended += 1;
    if (ended === jobs) all.resolve();
  };
  await converter.start(workers, { onEnded });
  await all.promise;
}

/** ms until as many tasks and their jobs are recorded as each of `counts` says. */
export async function measureAcceptance(
  pool: Pool,
  counts: readonly number[],
  stop: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const { queue, close } = await openConverter(pool);
  const taken = new Map<number, number>();
  try {
    for (const count of counts) {
      stop.throwIfAborted();
      taken.set(count, await millisecondsOf(() => recordMany(pool, queue, count)));
      await forgetUnfinished(pool);
    }
    return taken;
  } finally {
    await close();
  }
}

/** Whatever is measured next has its own. */
async function forgetUnfinished(pool: Pool): Promise<void> {
  await pool.query("delete from pgboss.job where state = 'created'");
  await pool.query('delete from cloudconvert.tasks where ended_at is null');
}

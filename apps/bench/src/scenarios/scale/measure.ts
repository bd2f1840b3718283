import { fill, settle } from './fill.ts';
import type { Plan } from './plan.ts';
import { openScaleDatabase, type ScaleDatabase, withClient } from './scale-database.ts';
import { measureSizes, type Sizes } from './sizes.ts';
import { measureAcceptance, measureThroughput } from './throughput.ts';
import { measureTimings, type Timings } from './timings.ts';

/** What was measured with so many tasks in the tables. */
export interface Measured {
  readonly tasks: number;
  readonly sizes: Sizes;
  readonly timings: Timings;
  /** Jobs per second, of each round, by number of workers. */
  readonly rates: ReadonlyMap<number, number[]>;
  /** ms until so many tasks and their jobs were recorded at once, by that number. */
  readonly acceptMs: ReadonlyMap<number, number>;
}

interface Hearing {
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

interface Subject {
  readonly database: ScaleDatabase;
  readonly tasks: number;
}

export async function measure(
  serverUrl: string,
  plan: Plan,
  hearing: Hearing,
): Promise<readonly Measured[]> {
  const subjects: Subject[] = [];
  try {
    for (const tasks of plan.tasks) {
      const database = await openScaleDatabase(serverUrl);
      subjects.push({ database, tasks });
      hearing.say(`A database with ${tasks} tasks is being filled.`);
      await fill(database.url, tasks, hearing.stop);
    }
    return await measureAll(subjects, plan, hearing);
  } finally {
    for (const { database } of subjects) await database.close();
  }
}

async function measureAll(
  subjects: readonly Subject[],
  plan: Plan,
  { stop, say }: Hearing,
): Promise<readonly Measured[]> {
  const all: (Measured & Subject)[] = [];
  for (const subject of subjects) {
    const { pool, url } = subject.database;
    say(`Statements are timed with ${subject.tasks} tasks.`);
    const sizes = await measureSizes(pool);
    const timings = await measureTimings(pool, plan.samples, stop);
    const acceptMs = await measureAcceptance(pool, plan.accepted, stop);
    await withClient(url, settle);
    const rates = new Map(plan.workers.map((workers) => [workers, []]));
    all.push({ ...subject, sizes, timings, acceptMs, rates });
  }
  await measureRates(all, plan, { stop, say });
  return all;
}

/** In turn, so that what is compared has been measured within seconds of each other. */
async function measureRates(
  all: readonly (Measured & Subject)[],
  { jobs, rounds, workers }: Plan,
  { stop, say }: Hearing,
): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    say(`The queue is at work, round ${round} of ${rounds}.`);
    for (const count of workers) {
      for (const { database, rates } of all) {
        rates.get(count)?.push(await measureThroughput(database.pool, jobs, count, stop));
      }
    }
  }
}

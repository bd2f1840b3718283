import { PgTaskRepository } from '@cloudconvert/adapters-postgres';
import { type FileKey, parseFileKey } from '@cloudconvert/core';
import { type Distribution, distributionOf } from '../../load/distribution.ts';
import { findOwner, type Owner, pageLimit } from './owner.ts';
import { aNewTask } from './record.ts';
import type { Pool } from './scale-database.ts';
import { millisecondsOf, sample } from './stopwatch.ts';
import { measureWay } from './way-to-converter.ts';

export const timed = {
  firstPage: "first page of a user's tasks",
  lastPage: "last page of a user's tasks",
  onlyPage: 'the page of somebody whose few tasks are the oldest',
  record: 'a task and its job recorded',
  start: 'from there until it is claimed',
  claim: 'the claim alone',
  expire: 'retention: 500 tasks expired',
  referenced: 'sweep: 500 files looked up',
} as const;

export type Timings = Readonly<Record<keyof typeof timed, Distribution>>;

/** As many as the use cases have at once. */
const batch = 500;

interface Subject {
  readonly pool: Pool;
  readonly tasks: PgTaskRepository;
  readonly owner: Owner;
  readonly samples: number;
  readonly stop: AbortSignal;
}

/** How long a service waits for each, in ms, while its database has nothing else to do. */
export async function measureTimings(
  pool: Pool,
  samples: number,
  stop: AbortSignal,
): Promise<Timings> {
  const tasks = new PgTaskRepository(pool);
  const owner = await findOwner(pool, 1);
  const early = await findOwner(pool, 0);
  const { id, lastPageBefore: before } = owner;
  const subject = { pool, tasks, owner, samples, stop };
  const page = async (userId: number, query: { before?: number } = {}) =>
    distributionOf(
      await sample(samples, stop, () => tasks.page(userId, { ...query, limit: pageLimit })),
    );
  return {
    firstPage: await page(id),
    lastPage: await page(id, { before }),
    onlyPage: await page(early.id),
    ...(await measureWay(pool, id, samples, stop)),
    claim: distributionOf(await claims(subject)),
    expire: distributionOf(await expiries(subject)),
    referenced: distributionOf(await lookUps(subject)),
  };
}

async function claims({ tasks, owner, samples, stop }: Subject): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let time = 0; time < samples; time += 1) {
    stop.throwIfAborted();
    const { id: taskId, revision } = await tasks.insert({ userId: owner.id, ...aNewTask() });
    taken.push(await millisecondsOf(() => tasks.claim({ taskId, revision, attempt: 0 })));
    await tasks.remove(owner.id, taskId);
  }
  return taken;
}

/** Each is taken back, so that the next one finds the same tasks. */
async function expiries({ pool, samples, stop }: Subject): Promise<readonly number[]> {
  const client = await pool.connect();
  const tasks = new PgTaskRepository(client);
  const all = new Date('9999-01-01');
  const taken: number[] = [];
  try {
    for (let time = 0; time < samples / 10; time += 1) {
      stop.throwIfAborted();
      await client.query('begin');
      taken.push(await millisecondsOf(() => tasks.expire(all, batch)));
      await client.query('rollback');
    }
    return taken;
  } finally {
    client.release();
  }
}

async function lookUps({ pool, tasks, samples, stop }: Subject): Promise<readonly number[]> {
  const keys = await someKeys(pool);
  return sample(samples / 10, stop, () => tasks.referenced(keys));
}

/** In the order in which a storage lists them, which is no order of the tasks. */
async function someKeys(pool: Pool): Promise<readonly FileKey[]> {
  const { rows } = await pool.query<{ key: string }>(
    'select original_key as key from cloudconvert.tasks order by file_id limit $1',
    [batch],
  );
  return rows.map(({ key }) => parseFileKey(key));
}

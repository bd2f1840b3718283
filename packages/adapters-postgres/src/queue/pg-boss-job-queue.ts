import type {
  Delivery,
  JobKind,
  JobPayloads,
  JobQueue,
  QueueDepth,
  SendOptions,
} from '@cloudconvert/core';
import type { Db, PgBoss } from 'pg-boss';
import { guarded } from '../errors.ts';
import { isUuid } from '../identifiers.ts';
import type { Queryable } from '../query.ts';
import type { TransactionalJobQueue } from '../unit-of-work.ts';
import { databaseOf } from './pool-database.ts';

/** Reads only the index of live jobs. A job that waits for its next try waits since it may have it. */
const depth = `
  select count(*) filter (where state <> 'active')::integer as queued,
    count(*) filter (where state = 'active')::integer as active,
    extract(epoch from
      now() - min(least(start_after, now())) filter (where state <> 'active')
    )::float8 as "oldestSeconds"
  from pgboss.job
  where name = 'convert' and state in ('created', 'retry', 'active')`;

export class PgBossJobQueue implements JobQueue, TransactionalJobQueue {
  readonly #boss: PgBoss;
  readonly #db: Db;

  constructor(boss: PgBoss, db: Db) {
    this.#boss = boss;
    this.#db = db;
  }

  /** The same queue, on a client that is inside a transaction. */
  inTransaction(client: Queryable): JobQueue {
    return new PgBossJobQueue(this.#boss, databaseOf(client));
  }

  async send<K extends JobKind>(
    kind: K,
    payload: JobPayloads[K],
    options: SendOptions = {},
  ): Promise<void> {
    await guarded(this.#boss.send(kind, payload, { ...options, db: this.#db }));
  }

  async sendAll<K extends JobKind>(
    kind: K,
    payloads: readonly JobPayloads[K][],
    { priority = 0 }: Pick<SendOptions, 'priority'> = {},
  ): Promise<void> {
    const jobs = payloads.map((data) => ({ data, priority }));
    await guarded(this.#boss.insert(kind, jobs, { db: this.#db }));
  }

  async complete({ kind, id, attempt }: Delivery): Promise<void> {
    const delivery = { id, retryCount: attempt };
    await guarded(this.#boss.complete(kind, delivery, null, { db: this.#db }));
  }

  async isCompleted(kind: JobKind, id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    const [job] = await guarded(this.#boss.findJobs(kind, { id, db: this.#db }));
    return job?.state === 'completed';
  }

  async depth(): Promise<QueueDepth> {
    const { rows } = await guarded(this.#db.executeSql(depth));
    const [found] = rows as readonly QueueDepth[];
    return found ?? { queued: 0, active: 0, oldestSeconds: null };
  }
}

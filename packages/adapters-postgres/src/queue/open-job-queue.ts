import type { Logger } from '@cloudconvert/core';
import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { settledWithin } from '../bounded.ts';
import { wrapDatabaseError } from '../errors.ts';
import { logEvents } from './event-log.ts';
import { PgBossJobConsumer } from './pg-boss-job-consumer.ts';
import { PgBossJobQueue } from './pg-boss-job-queue.ts';
import { PoolDatabase } from './pool-database.ts';
import { prepareQueues, scheduleSweep } from './prepare-queues.ts';
import { startOneAtATime } from './start-one-at-a-time.ts';

export interface JobQueueOptions {
  readonly pool: Pool;
  readonly logger: Logger;
  /** Whether this process also watches over all jobs; some process must. */
  readonly supervise: boolean;
  /** Seconds between two looks for jobs that no notification announced; the queues' own unless told. */
  readonly pollSeconds?: number;
}

export interface OpenedJobQueue {
  readonly queue: PgBossJobQueue;
  readonly consumer: PgBossJobConsumer;
  /** Stops the consumer without grace unless it has stopped, and leaves the pool open. */
  close(): Promise<void>;
}

const superviseSeconds = 2;
/** Each time the jobs of the last hour are all looked through, whether or not one is old enough. */
const deleteEverySeconds = 300;
const closeMs = 5000;

/** Starts pg-boss on `pool`, with its schema and all queues in place. */
export async function openJobQueue(options: JobQueueOptions): Promise<OpenedJobQueue> {
  const { pool, logger, supervise, pollSeconds } = options;
  const db = new PoolDatabase(pool, logger);
  const boss = createBoss(db, supervise);
  logEvents(boss, logger);
  await start(boss, options);
  const consumer = new PgBossJobConsumer({ boss, db, logger, pollSeconds });
  const close = async () => {
    await consumer.stop(0);
    await settledWithin(closeMs, stop(boss));
  };
  return { queue: new PgBossJobQueue(boss, db), consumer, close };
}

function createBoss(db: PoolDatabase, supervise: boolean): PgBoss {
  return new PgBoss({
    db,
    useListenNotify: true,
    supervise,
    schedule: supervise,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: deleteEverySeconds,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
}

async function start(boss: PgBoss, { pool, supervise }: JobQueueOptions): Promise<void> {
  try {
    await startOneAtATime(pool, async () => {
      await boss.start();
      await prepareQueues(boss);
    });
    if (supervise) await scheduleSweep(boss);
  } catch (error) {
    await settledWithin(closeMs, stop(boss));
    throw wrapDatabaseError(error);
  }
}

function stop(boss: PgBoss): Promise<void> {
  return boss.stop({ close: false, graceful: false });
}

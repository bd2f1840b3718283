import { MemoryLogger } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { type OpenedJobQueue, openJobQueue } from '../../src/index.ts';
import { openPool } from './open-pool.ts';

export interface QueueProcess extends OpenedJobQueue {
  readonly logger: MemoryLogger;
}

export interface QueueProcessOptions {
  readonly supervise?: boolean;
  readonly pollSeconds?: number;
  /** By which the server knows its connections. */
  readonly name?: string;
}

/** The queue as a process of its own would open it, with a pool of its own. */
export async function openQueueProcess(
  url: string,
  { name, supervise = false, ...options }: QueueProcessOptions = {},
): Promise<QueueProcess> {
  const pool = openPool(url, { application_name: name });
  const logger = new MemoryLogger();
  const opened = await openJobQueue({ ...options, supervise, pool, logger });
  const close = async () => {
    await opened.close();
    if (!pool.ended) await pool.end();
  };
  return { ...opened, logger, close };
}

/** How often a `convert` job is delivered once `retryAtOnce` has been called. */
export const quickDeliveries = 3;

/** Makes retries of jobs that are sent from now on quick and few. */
export async function retryAtOnce(pool: Pool): Promise<void> {
  await pool.query(
    `update pgboss.queue set retry_limit = $1, retry_delay = 0, retry_backoff = false
     where name = 'convert'`,
    [quickDeliveries - 1],
  );
}

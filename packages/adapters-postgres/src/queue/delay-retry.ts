import type { Delivery } from '@cloudconvert/core';
import type { Db } from 'pg-boss';

/**
 * Lets the job's further retries wait for at least so long. pg-boss makes each pause of this column: it
 * doubles it with every retry up to the queue's longest pause, and takes at least half of that.
 */
const delaySql = `
  update pgboss.job set retry_delay = $4
  where name = $1 and id = $2 and retry_count = $3 and state = 'active'`;

export async function delayRetry(
  db: Db,
  { kind, id, attempt }: Delivery,
  seconds: number,
): Promise<void> {
  await db.executeSql(delaySql, [kind, id, attempt, seconds]);
}

import type { Delivery } from '@cloudconvert/core';
import type { Db } from 'pg-boss';

/**
 * Makes deliveries that are still theirs available at once, as the next attempt. It is no fault of
 * the job that its process stops, so this try doesn't count against its limit.
 */
const handBackSql = `
  with given as (
    select * from unnest($1::text[], $2::uuid[], $3::integer[]) as given(name, id, attempt)
  ), back as (
    update pgboss.job as job
    set state = 'retry', retry_limit = job.retry_limit + 1, start_after = now(), heartbeat_on = null
    from given
    where job.name = given.name and job.id = given.id
      and job.retry_count = given.attempt and job.state = 'active'
    returning job.name
  )
  select pg_notify($4, name) from (select distinct name from back) as names
  where $4::text is not null`;

export async function handBack(
  db: Db,
  deliveries: readonly Delivery[],
  channel: string | undefined,
): Promise<void> {
  const names = deliveries.map(({ kind }) => kind);
  const ids = deliveries.map(({ id }) => id);
  const attempts = deliveries.map(({ attempt }) => attempt);
  await db.executeSql(handBackSql, [names, ids, attempts, channel ?? null]);
}

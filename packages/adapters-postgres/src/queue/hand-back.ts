import type { Delivery } from '@cloudconvert/core';
import type { Db } from 'pg-boss';

/**
 * Makes deliveries that are still theirs available at once, as the next attempt. It is no fault of
 * the job that its process stops, so this try doesn't count against its limit. How often that happened
 * to one that had begun is noted in the job's data, where whoever takes it next finds it.
 */
const handBackSql = `
  with given as (
    select * from unnest($1::text[], $2::uuid[], $3::integer[]) as given(name, id, attempt)
  ), back as (
    update pgboss.job as job
    set state = 'retry', retry_limit = job.retry_limit + 1, start_after = now(), heartbeat_on = null,
      data = job.data || jsonb_build_object(
        'handedBack', coalesce((job.data ->> 'handedBack')::integer, 0) + $5::integer
      )
    from given
    where job.name = given.name and job.id = given.id
      and job.retry_count = given.attempt and job.state = 'active'
    returning job.name
  )
  select pg_notify($4, name) from (select distinct name from back) as names
  where $4::text is not null`;

/** What a job's data holds beside its payload once it was handed back. */
interface Note {
  readonly handedBack?: number;
}

export type NotedData<P> = P & Note;

export async function handBack(
  db: Db,
  deliveries: readonly Delivery[],
  { channel, haveBegun }: { readonly channel: string | undefined; readonly haveBegun: boolean },
): Promise<void> {
  const names = deliveries.map(({ kind }) => kind);
  const ids = deliveries.map(({ id }) => id);
  const attempts = deliveries.map(({ attempt }) => attempt);
  await db.executeSql(handBackSql, [names, ids, attempts, channel ?? null, haveBegun ? 1 : 0]);
}

/** Takes a job's data apart. */
export function readNote<P extends object>(data: NotedData<P>) {
  const { handedBack = 0, ...payload } = data;
  return { handedBack, payload: payload as P };
}

import type { Client } from 'pg';
import { withClient } from './scale-database.ts';

/** Owners 1 to 10 have equally many of the tasks. */
const users = 10;
/** The oldest tasks are owner 0's, who has no others. */
const oldest = 100;
/** So that whoever stops it waits for some of them only. */
const rowsAtOnce = 20_000;
/** What a service that converts 800 files a minute keeps of an hour's jobs. */
const mostJobs = 50_000;

const owners = `
  insert into cloudconvert.users (username, username_key, password_hash)
  select 'owner ' || n, 'owner ' || n, 'none' from generate_series(0, $1::integer) n`;

/** One a second; all have ended. */
const tasks = `
  insert into cloudconvert.tasks
    (user_id, file_id, attempt, status, progress, new_format, options,
     original_key, original_name, original_size, result_key, result_format, result_size,
     created_at, requested_at, started_at, ended_at)
  select (select min(id) from cloudconvert.users where username like 'owner %')
      + case when n <= $5 then 0 else 1 + n % $4 end,
    file_id, 0, 'processed', 100, 'ogg', '{}',
    'originals/' || file_id, 'recording ' || n || '.mp3', 5000000,
    'results/' || file_id || '/1-0', 'ogg', 4000000,
    asked, asked, asked + interval '1 second', asked + interval '3 seconds'
  from (
    select n, gen_random_uuid() as file_id, now() - ($3 - n) * interval '1 second' as asked
    from generate_series($1::integer, $2::integer) n
  ) made`;

/** What is left of the newest tasks' jobs until the queue's retention removes it. */
const jobs = `
  insert into pgboss.job
    (name, data, state, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
     deletion_seconds, policy, dead_letter, heartbeat_seconds, created_on, start_after,
     started_on, completed_on, keep_until)
  select queue.name,
    jsonb_build_object('taskId', task.id, 'revision', 1, 'requestId', gen_random_uuid()),
    'completed', queue.retry_limit, queue.retry_delay, queue.retry_backoff, queue.retry_delay_max,
    queue.expire_seconds, queue.deletion_seconds, queue.policy, queue.dead_letter,
    queue.heartbeat_seconds, now(), now(), now(), now(), now() + interval '1 day'
  from pgboss.queue cross join (
    select id from cloudconvert.tasks order by id desc limit $2 offset $1
  ) task
  where queue.name in ('convert', 'notify')`;

/** Makes the database that of a service that has done so many tasks. */
export function fill(url: string, count: number, stop: AbortSignal): Promise<void> {
  return withClient(url, async (client) => {
    await client.query(owners, [users]);
    await insertTasks(client, count, stop);
    await insertJobs(client, Math.min(count, mostJobs), stop);
    await settle(client);
  });
}

async function insertTasks(client: Client, count: number, stop: AbortSignal): Promise<void> {
  for (let first = 1; first <= count; first += rowsAtOnce) {
    stop.throwIfAborted();
    const last = Math.min(first + rowsAtOnce - 1, count);
    await client.query(tasks, [first, last, count, users, oldest]);
  }
}

async function insertJobs(client: Client, count: number, stop: AbortSignal): Promise<void> {
  for (let first = 0; first < count; first += rowsAtOnce) {
    stop.throwIfAborted();
    await client.query(jobs, [first, Math.min(rowsAtOnce, count - first)]);
  }
}

/** Does what autovacuum and the checkpointer would otherwise do while something is measured. */
export async function settle(client: Client): Promise<void> {
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
}

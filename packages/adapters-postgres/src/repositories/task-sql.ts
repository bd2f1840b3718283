import { taskColumns } from './task-row.ts';

const select = `select ${taskColumns} from cloudconvert.tasks`;
const returning = `returning ${taskColumns}`;
/** Said of the column that indexes have: one of `status` would make each claim change them all. */
const isUnfinished = 'ended_at is null';
/** The task is still the one of an attempt that claimed it. */
const isHeld = "id = $1 and revision = $2 and attempt = $3 and status = 'processing'";

/** The round that the person `userId` is served in next. */
const nextRound = (userId: string) => `(
  select 1 + greatest(
    (select round from cloudconvert.served_round),
    (select max(round) from cloudconvert.tasks where user_id = ${userId} and ${isUnfinished})
  ))`;

export const insert = `
  insert into cloudconvert.tasks
    (user_id, file_id, new_format, options, original_key, original_name, original_size, round)
  values ($1, $2, $3, $4, $5, $6, $7, ${nextRound('$1')}) ${returning}`;

export const find = `${select} where user_id = $1 and id = $2`;

export const findByFile = `${select} where user_id = $1 and file_id = $2`;

export const findRevisionByFile = `${select} where file_id = $1 and revision = $2`;

export const findRevision = `${select} where id = $1 and revision = $2`;

/**
 * A range of the index by user and id, said so that no other index can give the order. With `user_id = $1`
 * the one of ids could, and a plan for any person would read everybody's tasks to find an old one's.
 * Sub-selects hide from the planner who it is. Otherwise it counts those who came before, since of a row it
 * looks at the first column only: few for the first people to sign up, all of whose tasks it then sorts.
 * They hide how many are asked for, too, so that it has nothing to gain from a new plan each time.
 */
const pageOf = (filters: string) => `${select}
  where user_id >= (select $1::integer) and (user_id, id) < ((select $1::integer), $2::bigint)
    ${filters}
  order by user_id desc, id desc limit (select $3::bigint)`;

export const page = pageOf('');

export const filteredPage = pageOf(`
    and ($4::text is null or status = $4)
    and ($5::text is null or new_format = $5)`);

export const countUnfinished = `
  select count(*)::integer as count from cloudconvert.tasks where user_id = $1 and ${isUnfinished}`;

/**
 * Where one claim opens a round, others that would do so at the same moment don't wait for its commit: with
 * sixteen at once that would take five times as long. The round is then behind by no more than there are
 * such claims, until the next one.
 */
export const claim = `
  with claimed as (
    update cloudconvert.tasks
    set status = 'processing', attempt = $3, tries = tries + 1, progress = 0, started_at = now()
    where id = $1 and revision = $2 and ${isUnfinished} and attempt < $3
    returning *
  ), opened as (
    select claimed.round
    from claimed join cloudconvert.served_round served on served.round < claimed.round
    for update of served skip locked
  ), served as (
    update cloudconvert.served_round set round = opened.round
    from opened where served_round.round < opened.round
  )
  select ${taskColumns} from claimed`;

export const countTries = `
  select tries from cloudconvert.tasks where id = $1 and revision = $2`;

export const takeBackTry = `
  update cloudconvert.tasks set tries = tries - 1
  where id = $1 and revision = $2 and tries > 0 and ${isUnfinished}`;

export const reportProgress = `
  update cloudconvert.tasks set progress = least(greatest($4::float8, 0), 100) where ${isHeld}`;

export const finishProcessed = `
  update cloudconvert.tasks
  set status = 'processed', progress = 100, ended_at = now(),
    result_key = $4, result_format = $5, result_size = $6, warnings = $7
  where ${isHeld}`;

export const finishFailed = `
  update cloudconvert.tasks
  set status = 'failed', ended_at = now(), failure_code = $4, failure_message = $5
  where ${isHeld}`;

export const giveUp = `
  update cloudconvert.tasks
  set status = 'failed', ended_at = now(), failure_code = $3, failure_message = $4
  where id = $1 and revision = $2 and ${isUnfinished}`;

export const revise = `
  with old as (
    select * from cloudconvert.tasks
    where user_id = $1 and id = $2 and status <> 'expired' for update
  ), new as (
    update cloudconvert.tasks task
    set revision = old.revision + 1, attempt = -1, tries = 0, status = 'uploaded', progress = 0,
      round = case when old.status = 'uploaded' then old.round else ${nextRound('$1')} end,
      new_format = $3, options = $4, result_key = null, result_format = null, result_size = null,
      failure_code = null, failure_message = null, warnings = '[]',
      requested_at = now(), started_at = null, ended_at = null
    from old where task.id = old.id
    returning task.*
  )
  select ${taskColumns} from (select * from old union all select * from new) versions
  order by revision`;

export const remove = `
  delete from cloudconvert.tasks where user_id = $1 and id = $2 ${returning}`;

/** Skips what somebody revises or removes at this moment. */
export const expire = `
  with ended as (
    select id as ended_id from cloudconvert.tasks
    where ended_at < $1 and expired_at is null
    order by ended_at limit $2 for update skip locked
  )
  update cloudconvert.tasks
  set status = 'expired', expired_at = now(), result_key = null, result_format = null, result_size = null
  from ended where id = ended_id
  ${returning}`;

/**
 * Keys have the file id of their task in them (`$2`, each of the key beside it in `$1`), apart from
 * those of originals that several tasks share. A task that has expired has no result.
 */
export const referenced = `
  select asked.key from unnest($1::text[], $2::uuid[]) as asked (key, file_id)
  join cloudconvert.tasks task on task.file_id = asked.file_id
  where (task.original_key = asked.key and task.status <> 'expired') or task.result_key = asked.key
  union
  select original_key from cloudconvert.tasks
  where original_key = any($1::text[]) and original_key <> 'originals/' || file_id::text
    and status <> 'expired'`;

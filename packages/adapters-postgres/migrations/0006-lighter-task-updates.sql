-- Null until the task's files have been removed. A copy of what `status` says, for indexes: as long as
-- none of them reads `status`, a claim changes no index at all (it is a heap-only update).
alter table cloudconvert.tasks add column expired_at timestamptz;
update cloudconvert.tasks set expired_at = now() where status = 'expired';

drop index cloudconvert.tasks_unfinished;
create index tasks_unfinished on cloudconvert.tasks (user_id) where ended_at is null;

drop index cloudconvert.tasks_ended;
create index tasks_ended on cloudconvert.tasks (ended_at)
  where ended_at is not null and expired_at is null;

-- Keys have the task's file id in them, which has an index already. Only an original that several
-- tasks share is found by its key.
drop index cloudconvert.tasks_by_result;
drop index cloudconvert.tasks_by_original;
create index tasks_by_shared_original on cloudconvert.tasks (original_key)
  where original_key <> 'originals/' || file_id::text;

-- Read backwards from wherever a page begins: see the query, which no other index can answer.
drop index cloudconvert.tasks_by_user;
create index tasks_by_user on cloudconvert.tasks (user_id, id);

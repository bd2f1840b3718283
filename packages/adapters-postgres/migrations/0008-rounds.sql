-- The round in which a task's owner is served with it. 0 for those of benchmarks, which go behind everybody.
alter table cloudconvert.tasks add column round bigint not null default 0;

-- The latest round of which a task was claimed; one row.
create table cloudconvert.served_round (
  round bigint not null,
  is_only_row boolean primary key default true check (is_only_row)
);
insert into cloudconvert.served_round (round) values (0);

-- Who waits already is served in the order of arrival, one task of each person in a round.
update cloudconvert.tasks task set round = waiting.round
from (
  select id, row_number() over (partition by user_id order by id) as round
  from cloudconvert.tasks where ended_at is null and benchmark_id is null
) waiting
where task.id = waiting.id;

-- The queue's tables come with its first start, after the first migration.
do $$
begin
  if to_regclass('pgboss.job') is not null then
    update pgboss.job job set priority = -task.round
    from cloudconvert.tasks task
    where job.name = 'convert' and job.state in ('created', 'retry')
      and task.id = (job.data ->> 'taskId')::integer and task.benchmark_id is null;
  end if;
end $$;

-- Answers how many tasks a person has unfinished, and the last of their rounds. A claim changes neither.
drop index cloudconvert.tasks_unfinished;
create index tasks_unfinished on cloudconvert.tasks (user_id, round) where ended_at is null;

alter table cloudconvert.tasks
  drop constraint tasks_status_check,
  add constraint tasks_status_check
    check (status in ('uploaded', 'processing', 'processed', 'failed', 'expired')),
  drop constraint tasks_end_when_final,
  add constraint tasks_end_when_final check (
    (ended_at is not null) = (status in ('processed', 'failed', 'expired'))
  ),
  drop constraint tasks_failure_when_failed,
  -- A task that failed and has expired still says why it failed.
  add constraint tasks_failure_when_failed check (
    case status
      when 'failed' then num_nonnulls(failure_code, failure_message) = 2
      when 'expired' then num_nonnulls(failure_code, failure_message) in (0, 2)
      else num_nonnulls(failure_code, failure_message) = 0
    end
  );

create index tasks_ended on cloudconvert.tasks (ended_at) where status in ('processed', 'failed');

create table cloudconvert.uploads (
  id uuid primary key,
  user_id integer not null references cloudconvert.users (id),
  name text not null,
  size bigint not null,
  md5 text,
  content_type text not null,
  expires_at timestamptz not null
);

create index uploads_by_user on cloudconvert.uploads (user_id, expires_at);
create index uploads_by_expiry on cloudconvert.uploads (expires_at);

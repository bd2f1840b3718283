create table cloudconvert.users (
  id integer generated always as identity primary key,
  username text not null,
  username_key text not null,
  email text,
  email_key text,
  password_hash text not null,
  password_version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint users_username_taken unique (username_key),
  constraint users_email_taken unique (email_key),
  constraint users_email_with_key check ((email is null) = (email_key is null))
);

create table cloudconvert.tasks (
  id integer generated always as identity primary key,
  user_id integer not null references cloudconvert.users (id),
  file_id uuid not null unique,
  revision integer not null default 1,
  -- Deliveries are counted from 0: -1 is before the first one.
  attempt integer not null default -1,
  status text not null default 'uploaded'
    check (status in ('uploaded', 'processing', 'processed', 'failed')),
  progress double precision not null default 0 check (progress between 0 and 100),
  new_format text not null,
  options jsonb not null,
  original_key text not null,
  original_name text not null,
  original_size bigint not null,
  result_key text,
  result_format text,
  result_size bigint,
  failure_code text,
  failure_message text,
  created_at timestamptz not null default now(),
  requested_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  benchmark_id uuid,
  constraint tasks_result_when_processed check (
    num_nonnulls(result_key, result_format, result_size)
      = case status when 'processed' then 3 else 0 end
  ),
  constraint tasks_failure_when_failed check (
    num_nonnulls(failure_code, failure_message) = case status when 'failed' then 2 else 0 end
  ),
  constraint tasks_end_when_final check (
    (ended_at is not null) = (status in ('processed', 'failed'))
  )
)
-- Progress is written every second; room in the page keeps those updates out of the indexes.
with (fillfactor = 80);

create index tasks_by_user on cloudconvert.tasks (user_id, id desc);
create index tasks_unfinished on cloudconvert.tasks (user_id)
  where status in ('uploaded', 'processing');
create index tasks_by_original on cloudconvert.tasks (original_key);
create index tasks_by_result on cloudconvert.tasks (result_key) where result_key is not null;
create index tasks_of_benchmark on cloudconvert.tasks (benchmark_id, id)
  where benchmark_id is not null;
create index tasks_of_newest_benchmark on cloudconvert.tasks (id) where benchmark_id is not null;

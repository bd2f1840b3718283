create table cloudconvert.converters (
  id text primary key,
  host text not null,
  started_at timestamptz not null,
  concurrency integer not null,
  formats text[] not null,
  task_ids integer[] not null,
  announced_at timestamptz not null
);

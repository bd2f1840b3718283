-- A list of {"code", "message", …}: what the result of this revision lacks. A constant default rewrites
-- no rows.
alter table cloudconvert.tasks add column warnings jsonb not null default '[]';

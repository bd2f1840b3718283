-- Columns and their order are those that rate-limiter-flexible writes.
create table cloudconvert.rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create index rate_limits_by_expiry on cloudconvert.rate_limits (expire);

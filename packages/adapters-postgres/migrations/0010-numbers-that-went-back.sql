-- nextval logs 32 numbers ahead, but nothing in the transaction that makes its sequence where wal_level is
-- minimal; the first numbers after that were not logged at all, and a crash gave them out again. setval puts
-- right what went back, and makes the next number a logged one in a new database. The lock keeps it from
-- undoing a number that is taken meanwhile.
lock table cloudconvert.users, cloudconvert.tasks in share row exclusive mode;

select setval(
  'cloudconvert.users_id_seq',
  greatest(max(id), (select last_value from cloudconvert.users_id_seq))
)
from cloudconvert.users
having max(id) is not null;

select setval(
  'cloudconvert.tasks_id_seq',
  greatest(max(id), (select last_value from cloudconvert.tasks_id_seq))
)
from cloudconvert.tasks
having max(id) is not null;

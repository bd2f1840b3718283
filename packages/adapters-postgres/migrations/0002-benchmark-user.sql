-- The owner of benchmark tasks. The hash is well-formed, so that a login with this name takes as long
-- as any other, and belongs to no password: nobody can know one whose Argon2 hash is all zeros.
insert into cloudconvert.users (username, username_key, password_hash)
values (
  'benchmark',
  'benchmark',
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
);

import { aUser, userRepositoryContract } from '@cloudconvert/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PgUserRepository } from '../src/index.ts';
import { type OpenedDatabase, openDatabase } from './support/open-database.ts';

userRepositoryContract('PgUserRepository', async () => {
  const { pool, close } = await openDatabase();
  return { users: new PgUserRepository(pool), close };
});

let database: OpenedDatabase;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database?.close());

test('the benchmark user is there, has no address and a hash of the usual form', async () => {
  const users = new PgUserRepository(database.pool);
  expect(await users.findByUsername('benchmark')).toMatchObject({
    email: null,
    passwordHash: expect.stringMatching(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
    ),
  });
});

test('nobody can sign up as the benchmark user', async () => {
  const users = new PgUserRepository(database.pool);
  const signUp = users.insert(aUser({ username: 'Benchmark' }));
  await expect(signUp).rejects.toMatchObject({ code: 'username_taken' });
});

test('a name that was taken by an older rule is found by its own spelling', async () => {
  const users = new PgUserRepository(database.pool);
  const ada = await users.insert(aUser({ username: 'ada' }));
  const old = await users.insert(aUser({ username: 'somebody' }));
  await database.pool.query(
    "update cloudconvert.users set username = 'ａｄａ', username_key = 'ａｄａ' where id = $1",
    [old.id],
  );
  expect(await users.findByUsername('ａｄａ')).toMatchObject({ id: old.id });
  expect(await users.findByUsername('ＡＤＡ')).toMatchObject({ id: old.id });
  expect(await users.findByUsername('ada')).toMatchObject({ id: ada.id });
});

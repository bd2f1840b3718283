import { createTestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { aUser, postgresUrl } from '@cloudconvert/testing';
import { expect, test } from 'vitest';
import { migrate, PgUserRepository } from '../src/index.ts';
import { openPool } from './support/open-pool.ts';

test('many databases can be made at once; each has all tables and is its own', async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase(postgresUrl())));
  const user = aUser();
  for (const { url } of databases) {
    const pool = openPool(url);
    await migrate(pool);
    await expect(new PgUserRepository(pool).insert(user)).resolves.toMatchObject(user);
    await pool.end();
  }
  await Promise.all(databases.map((database) => database.drop()));
});

test('a database can be dropped while somebody is connected', async () => {
  const database = await createTestDatabase(postgresUrl());
  const pool = openPool(database.url);
  await pool.query('select 1');
  await database.drop();
  await expect(pool.query('select 1')).rejects.toThrow();
  await pool.end();
});

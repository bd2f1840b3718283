import type { PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PgTaskRepository } from '../src/index.ts';
import { type OpenedDatabase, openDatabase, userSource } from './support/open-database.ts';

const limit = 100;

const others = 10;

/** The oldest hundred are the first person's, all later ones the others' by turns. */
const insert = `
  insert into cloudconvert.tasks
    (user_id, file_id, new_format, options, original_key, original_name, original_size)
  select ($1::integer[])[case when n <= 100 then 1 else 2 + n % $2 end],
    gen_random_uuid(), 'ogg', '{}', 'originals/' || n, 'song.mp3', 5000000
  from generate_series(1, 40000) n`;

/** By this session, as long as nothing else has been reported, which waits for a transaction's end. */
const read = `
  select (seq_tup_read + idx_tup_fetch)::integer as rows
  from pg_stat_xact_user_tables where relname = 'tasks'`;

let database: OpenedDatabase;
let people: number[];

beforeEach(async () => {
  database = await openDatabase();
  const newUserId = userSource(database.pool);
  people = [];
  for (let number = 0; number <= others; number += 1) people.push(await newUserId());
  await database.pool.query(insert, [people, others]);
  await database.pool.query('analyze cloudconvert.tasks');
});
afterEach(() => database.close());

async function rowsReadBy(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(read);
  return rows[0]?.rows ?? 0;
}

test.each([0, 1, 5, others])(
  'a page of person %i is found without reading the others',
  async (number) => {
    const client = await database.pool.connect();
    const tasks = new PgTaskRepository(client);
    const counts: number[] = [];
    // PostgreSQL plans the first five times for the values that it is given, and then maybe once for all.
    for (let time = 0; time < 7; time += 1) {
      await client.query('begin');
      const before = await rowsReadBy(client);
      await tasks.page(people[number] ?? 0, { limit });
      counts.push((await rowsReadBy(client)) - before);
      await client.query('rollback');
    }
    client.release();
    expect(counts).toEqual(counts.map(() => limit));
  },
);

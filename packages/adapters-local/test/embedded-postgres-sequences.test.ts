import type { MemoryLogger } from '@cloudconvert/testing';
import { expect, test, vi } from 'vitest';
import { ask, run } from './support/ask.ts';
import { serverPid, start } from './support/database.ts';

/** What makes or empties a table and fills it in one transaction, as migrations do. */
const fillings = [
  [
    'a table',
    `CREATE TABLE numbered (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text);
     INSERT INTO numbered (word) VALUES ('first')`,
  ],
  [
    'a column of a table that had none',
    `CREATE TABLE numbered (word text);
     INSERT INTO numbered VALUES ('first');
     ALTER TABLE numbered ADD COLUMN id integer GENERATED ALWAYS AS IDENTITY UNIQUE`,
  ],
  [
    'a table that is emptied',
    `CREATE TABLE numbered (id serial PRIMARY KEY, word text);
     INSERT INTO numbered (word) VALUES ('zeroth');
     COMMIT; BEGIN;
     TRUNCATE numbered RESTART IDENTITY;
     INSERT INTO numbered (word) VALUES ('first')`,
  ],
  [
    'a table and its index after the rows',
    `CREATE TABLE numbered (id integer GENERATED ALWAYS AS IDENTITY, word text);
     INSERT INTO numbered (word) SELECT 'many' FROM generate_series(1, 20000);
     CREATE UNIQUE INDEX ON numbered (id)`,
  ],
] as const;

test.each(fillings)('a killed server gives no number of %s again', async (_, filling) => {
  const { url, logger } = await start();
  await run(url, `DROP TABLE IF EXISTS numbered; BEGIN; ${filling}; COMMIT`);
  for (const _ of [1, 2, 3]) await insert(url);
  const [count, newest] = [await ask(url, countOf), await ask(url, newestOf)];

  process.kill(await serverPid(), 'SIGKILL');

  await vi.waitFor(() => expect(isStartedAgain(logger)).toBe(true), 10_000);
  expect(await ask(url, countOf)).toBe(count);
  expect(await insert(url)).toBeGreaterThan(Number(newest));
});

const countOf = 'SELECT count(*) FROM numbered';
const newestOf = 'SELECT max(id) FROM numbered';

function insert(url: string): Promise<unknown> {
  return ask(url, "INSERT INTO numbered (word) VALUES ('next') RETURNING id");
}

function isStartedAgain(logger: MemoryLogger): boolean {
  const ended = logger.entries.findIndex(({ message }) => message.includes('starting it again'));
  const since = ended < 0 ? [] : logger.entries.slice(ended);
  return since.some(({ fields }) => String(fields.line).includes('ready to accept connections'));
}

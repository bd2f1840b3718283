import { aNewTask, taskRepositoryContract } from '@cloudconvert/testing';
import { expect, test } from 'vitest';
import { PgTaskRepository } from '../src/index.ts';
import { openDatabase, userSource } from './support/open-database.ts';

taskRepositoryContract('PgTaskRepository', async () => {
  const { pool, close } = await openDatabase();
  return { tasks: new PgTaskRepository(pool), newUserId: userSource(pool), close };
});

test('a claim that opens a round waits for no other one that does', async () => {
  const { pool, close } = await openDatabase();
  const tasks = new PgTaskRepository(pool);
  const newUserId = userSource(pool);
  const claimNew = async (repository: PgTaskRepository) => {
    const { id } = await tasks.insert(aNewTask({ userId: await newUserId() }));
    return repository.claim({ taskId: id, revision: 1, attempt: 0 });
  };
  const other = await pool.connect();
  await other.query('begin');
  await claimNew(new PgTaskRepository(other));
  expect(await claimNew(tasks)).toMatchObject({ status: 'processing', round: 1 });
  await other.query('commit');
  other.release();
  const { round } = await tasks.insert(aNewTask({ userId: await newUserId() }));
  expect(round).toBe(2);
  await close();
});

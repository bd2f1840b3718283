import { taskRepositoryContract } from '@cloudconvert/testing';
import { PgTaskRepository } from '../src/index.ts';
import { openDatabase, userSource } from './support/open-database.ts';

taskRepositoryContract('PgTaskRepository', async () => {
  const { pool, close } = await openDatabase();
  return { tasks: new PgTaskRepository(pool), newUserId: userSource(pool), close };
});

import { fairnessContract } from '@cloudconvert/testing';
import { PgTaskRepository, PgUnitOfWork } from '../src/index.ts';
import { closeAll, openDatabase, userSource } from './support/open-database.ts';
import { openQueueProcess } from './support/open-queue.ts';

fairnessContract(
  'the service on PostgreSQL',
  async () => {
    const database = await openDatabase();
    const { queue, consumer, close } = await openQueueProcess(database.url);
    return {
      tasks: new PgTaskRepository(database.pool),
      unitOfWork: new PgUnitOfWork(database.pool, queue),
      consumer,
      newUserId: userSource(database.pool),
      close: () => closeAll([{ close }, database]),
    };
  },
  { steps: 80 },
);

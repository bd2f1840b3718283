import { jobQueueContract } from '@cloudconvert/testing';
import { afterAll, beforeAll } from 'vitest';
import { PgUnitOfWork } from '../src/index.ts';
import { closeAll, type OpenedDatabase, openDatabase } from './support/open-database.ts';
import {
  openQueueProcess,
  type QueueProcess,
  quickDeliveries,
  retryAtOnce,
} from './support/open-queue.ts';

let database: OpenedDatabase;
let sender: QueueProcess;
beforeAll(async () => {
  database = await openDatabase();
  sender = await openQueueProcess(database.url);
});
afterAll(() => closeAll([database, sender]));

jobQueueContract(
  'PgBossJobQueue',
  async () => {
    const consumers: QueueProcess[] = [];
    const unitOfWork = new PgUnitOfWork(database.pool, sender.queue);
    return {
      queue: sender.queue,
      newConsumer: async () => {
        const process = await openQueueProcess(database.url);
        await retryAtOnce(database.pool);
        consumers.push(process);
        return process.consumer;
      },
      inTransaction: (work) => unitOfWork.run(({ jobs }) => work(jobs)),
      close: async () => {
        await closeAll(consumers);
        await database.pool.query('delete from pgboss.job');
      },
    };
  },
  { deliveries: quickDeliveries },
);

import {
  jobQueueContract,
  MemoryJobConsumer,
  MemoryJobQueue,
  MemoryTaskTable,
  MemoryUnitOfWork,
  MemoryUploadTable,
} from '@cloudconvert/testing';
import { expect, test } from 'vitest';

jobQueueContract(
  'MemoryJobQueue',
  async () => {
    const queue = new MemoryJobQueue({ deliveries: { convert: 3 } });
    const tables = { tasks: new MemoryTaskTable(), uploads: new MemoryUploadTable() };
    const unitOfWork = new MemoryUnitOfWork({ ...tables, jobs: queue });
    const consumers: MemoryJobConsumer[] = [];
    return {
      queue,
      newConsumer: async () => {
        const consumer = new MemoryJobConsumer(queue);
        consumers.push(consumer);
        return consumer;
      },
      inTransaction: (work) => unitOfWork.run(({ jobs }) => work(jobs)),
      close: async () => {
        await Promise.all(consumers.map((consumer) => consumer.stop(0)));
      },
    };
  },
  { deliveries: 3 },
);

test('a memory queue tells what was sent of each kind', async () => {
  const queue = new MemoryJobQueue();
  await queue.send('ping', { requestId: 'a' });
  await queue.sendAll('ping', [{ requestId: 'b' }, { requestId: 'c' }]);
  expect(queue.sent('ping').map(({ requestId }) => requestId)).toEqual(['a', 'b', 'c']);
  expect(queue.sent('convert')).toEqual([]);
});

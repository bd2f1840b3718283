import {
  fairnessContract,
  MemoryJobConsumer,
  MemoryJobQueue,
  MemoryTaskRepository,
  MemoryTaskTable,
  MemoryUnitOfWork,
  MemoryUploadTable,
} from '@cloudconvert/testing';

fairnessContract(
  'the service in memory',
  async () => {
    const jobs = new MemoryJobQueue();
    const tables = { tasks: new MemoryTaskTable(), uploads: new MemoryUploadTable() };
    const consumer = new MemoryJobConsumer(jobs);
    let lastId = 0;
    return {
      tasks: new MemoryTaskRepository(tables.tasks),
      unitOfWork: new MemoryUnitOfWork({ ...tables, jobs }),
      consumer,
      newUserId: async () => {
        lastId += 1;
        return lastId;
      },
      close: () => consumer.stop(0),
    };
  },
  { schedules: 40, steps: 300 },
);

import {
  MemoryJobQueue,
  MemoryTaskRepository,
  MemoryTaskTable,
  MemoryUnitOfWork,
  unitOfWorkContract,
} from '@cloudconvert/testing';

unitOfWorkContract('MemoryUnitOfWork', async () => {
  const table = new MemoryTaskTable();
  const queue = new MemoryJobQueue();
  let users = 0;
  return {
    unitOfWork: new MemoryUnitOfWork(table, queue),
    tasks: new MemoryTaskRepository(table),
    queue,
    newUserId: async () => {
      users += 1;
      return users;
    },
  };
});

import {
  MemoryJobQueue,
  MemoryTaskRepository,
  MemoryTaskTable,
  MemoryUnitOfWork,
  MemoryUploadRepository,
  MemoryUploadTable,
  unitOfWorkContract,
} from '@cloudconvert/testing';

unitOfWorkContract('MemoryUnitOfWork', async () => {
  const table = new MemoryTaskTable();
  const uploads = new MemoryUploadTable();
  const queue = new MemoryJobQueue();
  let users = 0;
  return {
    unitOfWork: new MemoryUnitOfWork({ tasks: table, uploads, jobs: queue }),
    tasks: new MemoryTaskRepository(table),
    uploads: new MemoryUploadRepository(uploads),
    queue,
    newUserId: async () => {
      users += 1;
      return users;
    },
  };
});

import { MemoryTaskRepository, taskRepositoryContract } from '@cloudconvert/testing';

taskRepositoryContract('MemoryTaskRepository', async () => {
  let users = 0;
  return {
    tasks: new MemoryTaskRepository(),
    newUserId: async () => {
      users += 1;
      return users;
    },
  };
});

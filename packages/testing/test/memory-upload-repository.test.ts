import { MemoryUploadRepository, uploadRepositoryContract } from '@cloudconvert/testing';

uploadRepositoryContract('MemoryUploadRepository', async () => {
  let users = 0;
  return {
    uploads: new MemoryUploadRepository(),
    newUserId: async () => {
      users += 1;
      return users;
    },
  };
});

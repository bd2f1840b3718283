import { MemoryUserRepository, userRepositoryContract } from '@cloudconvert/testing';

userRepositoryContract('MemoryUserRepository', async () => ({
  users: new MemoryUserRepository(),
}));

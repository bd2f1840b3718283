import { fileStorageContract, MemoryFileStorage } from '../src/index.ts';

fileStorageContract('MemoryFileStorage', {
  open: async () => new MemoryFileStorage(),
  openUnreachable: async () => {
    const storage = new MemoryFileStorage();
    storage.isAway = true;
    return storage;
  },
  openSmall: async () => new MemoryFileStorage({ capacity: 1_000_000 }),
});

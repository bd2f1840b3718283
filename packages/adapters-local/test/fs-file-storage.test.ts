import { rm } from 'node:fs/promises';
import { fileStorageContract } from '@cloudconvert/testing';
import { FsFileStorage } from '../src/index.ts';
import { newFolder } from './support/folder.ts';
import { smallFolder } from './support/small-disk.ts';

fileStorageContract('FsFileStorage', {
  open: async () => FsFileStorage.open({ root: await newFolder() }),
  openUnreachable: async () => {
    const root = await newFolder();
    const storage = await FsFileStorage.open({ root });
    await rm(root, { recursive: true });
    return storage;
  },
  openSmall: async () => FsFileStorage.open({ root: await smallFolder() }),
});

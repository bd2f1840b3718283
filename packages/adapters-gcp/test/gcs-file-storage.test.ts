import { fileStorageContract } from '@cloudconvert/testing';
import { openBoth } from './support/gcs-storage.ts';

fileStorageContract('GcsFileStorage on the scripted server', {
  open: async () => (await openBoth()).storage,
  openUnreachable: async () => {
    const { server, storage } = await openBoth();
    await server.close();
    return storage;
  },
  openSmall: 'grows without limit',
});

import { fileStorageContract } from '@cloudconvert/testing';
import { impatient, openBoth, patient } from './support/gcs-storage.ts';

fileStorageContract('GcsFileStorage on the scripted server', {
  open: async () => (await openBoth({}, patient)).storage,
  openUnreachable: async () => {
    const { server, storage } = await openBoth({}, impatient);
    await server.close();
    return storage;
  },
  openSmall: 'grows without limit',
});

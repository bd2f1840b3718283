import { fileStorageContract } from '@cloudconvert/testing';
import { startEmulator } from './support/gcs-emulator.ts';
import { impatient, openStorage, patient } from './support/gcs-storage.ts';

fileStorageContract("GcsFileStorage on Firebase's emulator", {
  open: async () => openStorage((await startEmulator()).url, { timing: patient }),
  openUnreachable: async () => {
    const emulator = await startEmulator();
    const storage = await openStorage(emulator.url, { timing: impatient });
    await emulator.close();
    return storage;
  },
  openSmall: 'grows without limit',
});

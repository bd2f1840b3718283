import { aServiceAccount, startStorageEmulator } from '@cloudconvert/testing-gcp';
import { onTestFinished } from 'vitest';

export const account = aServiceAccount();

/** Firebase's storage emulator, which accepts URLs that `account` signs. */
export async function startEmulator() {
  const emulator = await startStorageEmulator(account);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await emulator.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { url: emulator.url, close };
}

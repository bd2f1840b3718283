import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startStorageEmulator } from '../storage/emulator/start-storage-emulator.ts';
import { config } from './config.ts';
import { accountIn } from './key-file.ts';

const { HOST: host, PORT: port, DATA_DIR } = config;
const folder = join(DATA_DIR, 'bucket');

// What is in which file is known in memory only, so files of an earlier run are of no use.
await rm(folder, { recursive: true, force: true });
const account = await accountIn(join(DATA_DIR, 'service-account.json'));
const emulator = await startStorageEmulator(account, { host, port, folder });
console.log(`Buckets are at ${emulator.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void emulator.close());
}

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileStorage, parseFileKey } from '@cloudconvert/core';
import { generate, type ScriptedGcs, startScriptedGcs } from '@cloudconvert/testing-gcp';
import { connectGcs, GcsFileStorage } from '../../src/storage/index.ts';
import {
  lastingDownloadFaults,
  lastingUploadFaults,
  type NamedFaults,
  passingDownloadFaults,
  passingUploadFaults,
} from './gcs-faults.ts';

/** A program that meets every fault in every way and says how many calls have ended. */

const bytes = Buffer.concat([...generate(0, 5_000_000)]);
const timing = {
  ...{ stallMs: 100, sdkMs: 60_000, giveUpAfterMs: 200 },
  ...{ firstPauseMs: 5, longestPauseMs: 20 },
};
const bucket = 'files';

const folder = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
const path = join(folder, 'original');
await writeFile(path, bytes);

async function* source() {
  yield bytes;
}

const uploads = [
  (storage: FileStorage) => storage.write(newKey(), source()),
  (storage: FileStorage) => storage.storeFrom(path, newKey()),
];
const downloads = [
  async (storage: FileStorage) => {
    for await (const _ of await storage.read(stored));
  },
  (storage: FileStorage) => storage.fetchTo(join(folder, randomUUID()), stored),
];
const stored = newKey();
let ended = 0;

function newKey() {
  return parseFileKey(`originals/${randomUUID()}`);
}

type Call = (storage: FileStorage) => Promise<unknown>;

async function meet(server: ScriptedGcs, { faults }: NamedFaults, call: Call): Promise<void> {
  const client = connectGcs({ emulatorHost: server.url, timing });
  const storage = await GcsFileStorage.open({ client, bucket, createBucket: false });
  for (const fault of faults) server.misbehave(fault);
  await call(storage).catch(() => {});
  server.behave();
  client.close();
  ended += 1;
}

/** One after the other, since a server knows no more than one trouble at a time. */
async function meetAll(faults: readonly NamedFaults[], call: Call): Promise<void> {
  const server = await startScriptedGcs({ buckets: [bucket] });
  server.addGenerated(bucket, stored, bytes.length);
  for (const fault of faults) await meet(server, fault, call);
  await server.close();
}

const uploadFaults = [...passingUploadFaults, ...lastingUploadFaults];
const downloadFaults = [...passingDownloadFaults, ...lastingDownloadFaults];
await Promise.all([
  ...uploads.map((call) => meetAll(uploadFaults, call)),
  ...downloads.map((call) => meetAll(downloadFaults, call)),
]);
await rm(folder, { recursive: true });
console.log(`${ended} calls ended`);

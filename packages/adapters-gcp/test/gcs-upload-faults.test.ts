import { writeFile } from 'node:fs/promises';
import type { FileKey, FileStorage, StoredFile } from '@cloudconvert/core';
import { collect } from '@cloudconvert/testing';
import type { Fault, Operation, ScriptedGcs } from '@cloudconvert/testing-gcp';
import { describe, expect, test, vi } from 'vitest';
import { chunkBytes } from '../src/storage/uploading/send-stream.ts';
import { lastingUploadFaults, passingUploadFaults } from './support/gcs-faults.ts';
import {
  bucket,
  bytesOf,
  impatient,
  mebibyte,
  newKey,
  newPath,
  openBoth,
  patient,
  streamOf,
  unavailable,
} from './support/gcs-storage.ts';

const bytes = bytesOf(5 * mebibyte + 17);

type Store = (storage: FileStorage, key: FileKey) => Promise<StoredFile>;

const ways: readonly (readonly [name: string, parts: number, store: Store])[] = [
  [
    'write',
    Math.ceil(bytes.length / chunkBytes),
    (storage, key) => storage.write(key, streamOf(bytes)),
  ],
  [
    'storeFrom',
    1,
    async (storage, key) => {
      const path = await newPath();
      await writeFile(path, bytes);
      return storage.storeFrom(path, key);
    },
  ],
];

const uploading: ReadonlySet<Operation> = new Set(['start', 'send', 'ask']);

/** What was asked of the server for the upload, in this order. */
function askedOf({ requests }: ScriptedGcs): readonly Operation[] {
  return requests.map(({ operation }) => operation).filter((asked) => uploading.has(asked));
}

/** Each request that meets a fault is one more than an upload without trouble makes. */
function expectToHaveMet(server: ScriptedGcs, faults: readonly Fault[], parts: number): void {
  const met = faults.reduce((sum, { times = 0 }) => sum + times, 0);
  expect(askedOf(server).length).toBeGreaterThanOrEqual(1 + parts + met);
}

function expectNothingLeft(server: ScriptedGcs, key: FileKey): Promise<void> {
  expect(server.object(bucket, key)).toBeUndefined();
  return vi.waitFor(() => {
    const open = server.sessions.filter(({ isCancelled, finished }) => !isCancelled && !finished);
    expect(open).toEqual([]);
  });
}

describe.each(ways)('%s', (_, parts, store) => {
  test.each(passingUploadFaults)('gets through $what', async ({ faults }) => {
    const { server, storage } = await openBoth();
    const key = newKey();
    for (const fault of faults) server.misbehave(fault);

    const stored = await store(storage, key);

    expectToHaveMet(server, faults, parts);
    expect(stored).toMatchObject({ key, size: bytes.length });
    expect(await storage.stat(key)).toEqual(stored);
    expect(Buffer.compare(await collect(await storage.read(key)), bytes)).toBe(0);
  });

  test.each(lastingUploadFaults)('gives up after $what and leaves nothing', async ({ faults }) => {
    const { server, storage } = await openBoth({}, impatient);
    const key = newKey();
    for (const fault of faults) server.misbehave(fault);

    await expect(store(storage, key)).rejects.toEqual(unavailable);

    await expectNothingLeft(server, key);
  });

  test('keeps what was there when the new file never arrives', async () => {
    const { server, storage } = await openBoth({}, impatient);
    const key = newKey();
    const before = await storage.write(key, streamOf(bytesOf(1000)));
    server.misbehave({ on: 'send', does: { kind: 'answer', status: 503 } });

    await expect(store(storage, key)).rejects.toEqual(unavailable);

    expect(await storage.stat(key)).toEqual(before);
  });

  test('takes an answer that was lost for the one that it was', async () => {
    const { server, storage } = await openBoth({}, patient);
    const key = newKey();
    const does = { kind: 'lose answer' } as const;
    server.misbehave({ on: 'send', does, times: 1, after: parts - 1 });

    const stored = await store(storage, key);

    expect(askedOf(server)).toEqual(['start', ...Array(parts).fill('send'), 'ask']);
    expect(await storage.stat(key)).toEqual(stored);
  });
});

import { writeFile } from 'node:fs/promises';
import type { FileKey, FileStorage, StoredFile } from '@cloudconvert/core';
import type { Fault, ScriptedGcs } from '@cloudconvert/testing-gcp';
import { describe, expect, test, vi } from 'vitest';
import { lastingUploadFaults, passingUploadFaults } from './support/gcs-faults.ts';
import {
  bucket,
  bytesOf,
  collect,
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

const ways: readonly (readonly [name: string, store: Store])[] = [
  ['write', (storage, key) => storage.write(key, streamOf(bytes))],
  [
    'storeFrom',
    async (storage, key) => {
      const path = await newPath();
      await writeFile(path, bytes);
      return storage.storeFrom(path, key);
    },
  ],
];

function expectNothingLeft(server: ScriptedGcs, key: FileKey): Promise<void> {
  expect(server.object(bucket, key)).toBeUndefined();
  return vi.waitFor(() => {
    const open = server.sessions.filter(({ isCancelled, finished }) => !isCancelled && !finished);
    expect(open).toEqual([]);
  });
}

describe.each(ways)('%s', (_, store) => {
  test.each(passingUploadFaults)('gets through $what', async ({ faults }) => {
    const { server, storage } = await openBoth();
    const key = newKey();
    for (const fault of faults) server.misbehave(fault);

    const stored = await store(storage, key);

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
    const parts = store === ways[0]?.[1] ? 2 : 0;
    const lost: Fault = { on: 'send', does: { kind: 'lose answer' }, times: 1, after: parts };
    server.misbehave(lost);

    const stored = await store(storage, key);

    expect(await storage.stat(key)).toEqual(stored);
    expect(server.requests.filter(({ operation }) => operation === 'ask')).toHaveLength(1);
  });
});

import { access, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { FileKey, FileStorage } from '@cloudconvert/core';
import { collect } from '@cloudconvert/testing';
import { describe, expect, test } from 'vitest';
import { lastingDownloadFaults, passingDownloadFaults } from './support/gcs-faults.ts';
import {
  bucket,
  bytesOf,
  impatient,
  mebibyte,
  newKey,
  newPath,
  openBoth,
  steady,
  streamOf,
  unavailable,
} from './support/gcs-storage.ts';

const size = 3 * mebibyte + 5;

type Load = (storage: FileStorage, key: FileKey, path: string) => Promise<Uint8Array>;

const ways: readonly (readonly [name: string, load: Load])[] = [
  ['read', async (storage, key) => collect(await storage.read(key))],
  [
    'fetchTo',
    async (storage, key, path) => {
      await storage.fetchTo(path, key);
      return readFile(path);
    },
  ],
];

async function openWithFile(timing = steady) {
  const both = await openBoth({}, timing);
  const key = newKey();
  both.server.addGenerated(bucket, key, size);
  return { ...both, key, path: await newPath() };
}

describe.each(ways)('%s', (_, load) => {
  test.each(passingDownloadFaults)('gets through $what', async ({ faults }) => {
    const { server, storage, key, path } = await openWithFile();
    for (const fault of faults) server.misbehave(fault);

    const loaded = await load(storage, key, path);

    expect(Buffer.compare(loaded, bytesOf(size))).toBe(0);
  });

  test.each(lastingDownloadFaults)(
    'gives up after $what and leaves nothing',
    async ({ faults }) => {
      const { server, storage, key, path } = await openWithFile(impatient);
      for (const fault of faults) server.misbehave(fault);

      await expect(load(storage, key, path)).rejects.toEqual(unavailable);

      await expect(access(path)).rejects.toThrow('ENOENT');
    },
  );
});

test('a range is read on from where its connection was cut', async () => {
  const { server, storage, key } = await openWithFile();
  server.misbehave({ on: 'media', does: { kind: 'cut', afterBytes: 100_000 }, times: 3 });
  const range = { start: 500_000, end: 1_500_000 };

  const read = await collect(await storage.read(key, range));

  expect(Buffer.compare(read, bytesOf(size).subarray(500_000, 1_500_001))).toBe(0);
});

test('never mixes the bytes of a file with those of the one that replaces it', async () => {
  const { server, storage, key } = await openWithFile();
  server.misbehave({ on: 'media', does: { kind: 'stall', afterBytes: 1_000_000 }, times: 1 });
  // Of a range, no checksum tells.
  const pieces = await storage.read(key, { start: 0, end: size - 1 });

  await storage.write(key, streamOf(Buffer.alloc(size)));

  await expect(collect(pieces)).rejects.toEqual(unavailable);
});

test.each(['wrong bytes', 'wrong checksum'] as const)(
  'a file that came with %s once is fetched again',
  async (kind) => {
    const { server, storage, key, path } = await openWithFile();
    server.misbehave({ on: 'media', does: { kind }, times: 1 });

    await storage.fetchTo(path, key);

    expect(Buffer.compare(await readFile(path), bytesOf(size))).toBe(0);
  },
);

test('a reader that takes its time is no stall', async () => {
  const { server, storage, key } = await openWithFile();
  const pieces = (await storage.read(key))[Symbol.asyncIterator]();
  const first = await pieces.next();

  await setTimeout(2 * steady.stallMs);
  const rest = await collect({ [Symbol.asyncIterator]: () => pieces });

  expect((first.value?.length ?? 0) + rest.length).toBe(size);
  expect(server.requests.filter(({ operation }) => operation === 'media')).toHaveLength(1);
});

import type { FileStorage } from '@cloudconvert/core';
import { collect } from '@cloudconvert/testing';
import type { Operation } from '@cloudconvert/testing-gcp';
import { describe, expect, test, vi } from 'vitest';
import {
  bucket,
  bytesOf,
  impatient,
  mebibyte,
  newKey,
  openBoth,
  streamOf,
  unavailable,
} from './support/gcs-storage.ts';

type Call = (storage: FileStorage, key: ReturnType<typeof newKey>) => Promise<unknown>;

const calls: readonly (readonly [name: string, operation: Operation, call: Call])[] = [
  ['stat', 'metadata', (storage, key) => storage.stat(key)],
  ['md5', 'metadata', (storage, key) => storage.md5(key)],
  ['delete', 'delete', (storage, key) => storage.delete(key)],
  ['copy', 'rewrite', (storage, key) => storage.copy(key, newKey())],
  ['list', 'list', (storage, key) => storage.list(key)[Symbol.asyncIterator]().next()],
  ['check', 'start', (storage) => storage.check()],
];

describe.each(calls)('%s', (_, operation, call) => {
  test('gets through 503 twice and a cut connection', async () => {
    const { server, storage } = await openBoth();
    const key = newKey();
    server.addGenerated(bucket, key, 1000);
    server.misbehave({ on: operation, does: { kind: 'answer', status: 503 }, times: 2 });
    server.misbehave({ on: operation, does: { kind: 'cut', afterBytes: 0 }, times: 1 });

    await expect(call(storage, key)).resolves.not.toThrow();
  });

  test.each([401, 403, 429, 500])('says of %i that the storage is unavailable', async (status) => {
    const { server, storage } = await openBoth({}, impatient);
    const key = newKey();
    server.addGenerated(bucket, key, 1000);
    server.misbehave({ on: operation, does: { kind: 'answer', status } });

    const failing = call(storage, key);

    const cause = expect.objectContaining({ status });
    await expect(failing).rejects.toEqual(unavailable);
    await expect(failing).rejects.toHaveProperty('cause', cause);
  });
});

test('a server that asks for more time than there is, is not asked again', async () => {
  const { server, storage } = await openBoth();
  server.misbehave({
    on: 'metadata',
    does: { kind: 'answer', status: 503, retryAfterSeconds: 60 },
  });

  await expect(storage.stat(newKey())).rejects.toEqual(unavailable);

  expect(server.requests.filter(({ operation }) => operation === 'metadata')).toHaveLength(1);
});

test('a list goes over all its pages', async () => {
  const { server, storage } = await openBoth({ objectsPerPage: 3 });
  const prefix = newKey();
  const names = Array.from({ length: 10 }, (_, index) => `${prefix}/1-${index}`);
  for (const name of names) server.addGenerated(bucket, name, 1);

  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);

  expect(keys).toEqual(names);
});

test('a list passes over objects whose names are no keys', async () => {
  const { server, storage } = await openBoth();
  const prefix = newKey();
  server.addGenerated(bucket, `${prefix}/not a key.mp3`, 1);

  expect(await storage.list(prefix)[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
});

test('a copy in several steps is made without its bytes coming here', async () => {
  const { server, storage } = await openBoth({ bytesPerRewrite: 300_000 });
  const [from, to] = [newKey(), newKey()];
  server.addGenerated(bucket, from, 1_000_000);

  expect(await storage.copy(from, to)).toMatchObject({ key: to, size: 1_000_000 });

  expect(server.servedBytes).toBe(0);
  expect(await storage.md5(to)).toBe(await storage.md5(from));
});

test('the MD5 is known without reading', async () => {
  const { server, storage } = await openBoth();
  const key = newKey();
  await storage.write(key, streamOf(Buffer.from('abc')));

  // RFC 1321, A.5, in base64.
  expect(await storage.md5(key)).toBe('kAFQmDzST7DWlj99KOF/cg==');
  expect(server.servedBytes).toBe(0);
});

test('checking stores nothing and leaves no session', async () => {
  const { server, storage } = await openBoth();

  await storage.check();

  await vi.waitFor(() =>
    expect(server.sessions.map((session) => session.isCancelled)).toEqual([true]),
  );
});

test('the last bytes carry the checksum of all', async () => {
  const { server, storage } = await openBoth();
  const key = newKey();

  await storage.write(key, streamOf(bytesOf(5 * mebibyte)));

  const sent = server.requests.filter(({ operation }) => operation === 'send');
  const crc32c = server.object(bucket, key)?.content.crc32c;
  const hashes = sent.map(({ headers }) => headers['x-goog-hash']);
  expect(hashes.at(-1)).toBe(`crc32c=${crc32c}`);
  expect(new Set(hashes.slice(0, -1))).toEqual(new Set([undefined]));
});

test('one connection serves call after call', async () => {
  const { server, storage } = await openBoth();
  const key = newKey();

  await storage.write(key, streamOf(bytesOf(5 * mebibyte)));
  await collect(await storage.read(key));
  await storage.stat(newKey());
  await storage.delete(key);

  expect(server.openConnections).toBe(1);
});

test('nothing is read of what lies behind the end', async () => {
  const { storage } = await openBoth();
  const key = newKey();
  await storage.write(key, streamOf(bytesOf(10)));

  expect(await collect(await storage.read(key, { start: 10, end: 20 }))).toEqual(new Uint8Array());
});

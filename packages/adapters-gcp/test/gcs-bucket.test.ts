import { expect, test } from 'vitest';
import {
  bucket,
  bytesOf,
  newKey,
  openStorage,
  startServer,
  streamOf,
  unavailable,
} from './support/gcs-storage.ts';

test('a bucket that is there is opened by a list of one object', async () => {
  const server = await startServer();

  await openStorage(server.url, { createBucket: true });

  expect(server.requests.map(({ operation }) => operation)).toEqual(['list']);
  expect(server.requests[0]?.query.get('maxResults')).toBe('1');
});

test('a missing bucket is told of in a sentence that says what to do', async () => {
  const server = await startServer({ buckets: [] });

  const opening = openStorage(server.url);

  await expect(opening).rejects.toEqual(unavailable);
  await expect(opening).rejects.toThrow(
    'There is no bucket files: create it, or set GCP_CREATE_BUCKET=1 to have it created',
  );
  expect(server.buckets).toEqual(new Set());
});

test('a missing bucket is made where that is wanted', async () => {
  const server = await startServer({ buckets: [] });

  const storage = await openStorage(server.url, { createBucket: true });

  expect(server.buckets).toEqual(new Set([bucket]));
  await expect(storage.write(newKey(), streamOf(bytesOf(10)))).resolves.toMatchObject({ size: 10 });
});

test('a bucket that may not be made leaves the storage unavailable', async () => {
  const server = await startServer({ buckets: [] });
  server.misbehave({ on: 'create bucket', does: { kind: 'answer', status: 403 } });

  await expect(openStorage(server.url, { createBucket: true })).rejects.toEqual(unavailable);
});

test('a bucket that vanishes is not taken for an empty one', async () => {
  const server = await startServer();
  const storage = await openStorage(server.url);

  server.buckets.clear();

  await expect(storage.list(newKey()).next()).rejects.toEqual(unavailable);
});

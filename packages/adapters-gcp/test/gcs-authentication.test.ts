import { aServiceAccount } from '@cloudconvert/testing-gcp';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectGcs, GcsFileStorage } from '../src/storage/index.ts';
import { startMetadataServer } from './support/gcs-metadata-server.ts';
import {
  bucket,
  bytesOf,
  impatient,
  newKey,
  newPath,
  startServer,
  streamOf,
  unavailable,
} from './support/gcs-storage.ts';

function open(apiEndpoint: string, timing = impatient): Promise<GcsFileStorage> {
  const client = connectGcs({ apiEndpoint, timing });
  onTestFinished(() => client.close());
  return GcsFileStorage.open({ client, bucket, createBucket: true });
}

test("requests carry the token of the machine's account", async () => {
  await startMetadataServer(aServiceAccount());
  const server = await startServer({ buckets: [] });
  const storage = await open(server.url);
  const key = newKey();

  await storage.write(key, streamOf(bytesOf(10)));
  for await (const _ of await storage.read(key));

  const tokens = server.requests.map(({ operation, headers }) => [
    operation,
    headers.authorization,
  ]);
  expect(tokens).toEqual([
    ['list', 'Bearer machine'],
    ['create bucket', 'Bearer machine'],
    ['start', 'Bearer machine'],
    // The URL of a session is all that it needs.
    ['send', undefined],
    ['media', 'Bearer machine'],
  ]);
});

test('a key file that is missing leaves the storage unavailable', async () => {
  await startMetadataServer(aServiceAccount());
  const server = await startServer();
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', await newPath());

  await expect(open(server.url)).rejects.toEqual(unavailable);

  expect(server.requests).toEqual([]);
});

test('nothing on the way may encode what is stored', async () => {
  await startMetadataServer(aServiceAccount());
  const server = await startServer();
  const storage = await open(server.url);

  await storage.stat(newKey());

  const encodings = server.requests.map(({ headers }) => headers['accept-encoding']);
  expect(encodings).toEqual(['identity', 'identity']);
});

test('a machine that never gives its token is not waited for', async () => {
  await startMetadataServer(aServiceAccount(), { silentAt: '/token' });
  const server = await startServer();

  await expect(open(server.url, { ...impatient, sdkMs: 100 })).rejects.toEqual(unavailable);

  expect(server.requests).toEqual([]);
});

import { expect, test } from 'vitest';
import { bytesOf, newKey, openBoth, streamOf } from './support/gcs-storage.ts';

test('a new file is written only where there is none', async () => {
  const { server, storage } = await openBoth();

  await storage.write(newKey(), streamOf(bytesOf(10)));

  const [start] = server.requests.filter(({ operation }) => operation === 'start');
  expect(start?.query.get('ifGenerationMatch')).toBe('0');
});

test('a file is replaced only by what was begun after it', async () => {
  const { server, storage } = await openBoth();
  const key = newKey();
  await storage.write(key, streamOf(bytesOf(10)));
  const before = server.object('files', key)?.generation;

  await storage.write(key, streamOf(bytesOf(20)));

  const starts = server.requests.filter(({ operation }) => operation === 'start');
  expect(starts.map(({ query }) => query.get('ifGenerationMatch'))).toEqual(['0', '0', before]);
});

test('a write that was held up spoils no newer one', async () => {
  const { storage } = await openBoth();
  const key = newKey();
  const mayEnd = Promise.withResolvers<void>();
  async function* late() {
    yield bytesOf(10);
    await mayEnd.promise;
  }
  const begun = storage.write(key, late());
  // The request that begins it is answered before this one.
  await storage.check();
  const newer = await storage.write(key, streamOf(bytesOf(2000)));

  mayEnd.resolve();
  await begun;

  expect(await storage.stat(key)).toEqual(newer);
});

test('a part that arrives a second time spoils no newer file', async () => {
  const { server, storage } = await openBoth();
  const key = newKey();
  server.misbehave({ on: 'send', does: { kind: 'hang' }, times: 1 });
  const retried = storage.write(key, streamOf(bytesOf(10)));
  await expect.poll(() => server.requests.at(-1)?.operation).toBe('send');
  const newer = await storage.write(key, streamOf(bytesOf(2000)));

  await retried;

  expect(await storage.stat(key)).toEqual(newer);
});

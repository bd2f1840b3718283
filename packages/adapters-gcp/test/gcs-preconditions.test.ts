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
  const { server, storage } = await openBoth();
  const key = newKey();
  const mayEnd = Promise.withResolvers<void>();
  async function* late() {
    yield bytesOf(10);
    await mayEnd.promise;
  }
  const begun = storage.write(key, late());
  await expect.poll(() => server.sessions.length).toBe(1);
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

test('a copy whose answer was lost is not made again', async () => {
  const { server, storage } = await openBoth();
  const [from, to] = [newKey(), newKey()];
  await storage.write(from, streamOf(bytesOf(10)));
  server.misbehave({ on: 'rewrite', does: { kind: 'lose answer' }, times: 1 });

  await storage.copy(from, to);

  const generation = server.object('files', to)?.generation;
  const rewrites = server.requests.filter(({ operation }) => operation === 'rewrite');
  expect(rewrites.map(({ query }) => query.get('ifGenerationMatch'))).toEqual(['0', '0']);
  expect(await storage.stat(to)).toMatchObject({ size: 10 });
  expect(generation).toBeDefined();
});

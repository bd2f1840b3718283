import { writeFile } from 'node:fs/promises';
import type { ByteStream } from '@cloudconvert/core';
import { generate } from '@cloudconvert/testing-gcp';
import { expect, test, vi } from 'vitest';
import {
  bucket,
  bytesOf,
  mebibyte,
  newKey,
  newPath,
  openBoth,
  patient,
} from './support/gcs-storage.ts';

const size = 64 * mebibyte;

/** What may be under way: a chunk, the next one, and what lies in sockets' buffers. */
const underWay = 8 * mebibyte;

test('a stream is stored without ever being far ahead of what has arrived', async () => {
  const { server, storage } = await openBoth({ keepsBytes: false }, patient);
  let furthest = 0;
  async function* watched(): ByteStream {
    let given = 0;
    for (const piece of generate(0, size)) {
      yield piece;
      given += piece.length;
      furthest = Math.max(furthest, given - (server.sessions[0]?.persisted ?? 0));
    }
  }

  expect(await storage.write(newKey(), watched())).toMatchObject({ size });

  expect(furthest).toBeLessThan(underWay);
});

test('a file is sent in one request', async () => {
  const { server, storage } = await openBoth({ keepsBytes: false }, patient);
  const path = await newPath();
  await writeFile(path, bytesOf(size));

  expect(await storage.storeFrom(path, newKey())).toMatchObject({ size });

  const sent = server.requests.filter(({ operation }) => operation === 'send');
  expect(sent.map(({ headers }) => headers['content-length'])).toEqual([String(size)]);
});

test('a file is read no faster than it is wanted', async () => {
  const { server, storage } = await openBoth({}, patient);
  const key = newKey();
  server.addGenerated(bucket, key, size);
  const pieces = (await storage.read(key))[Symbol.asyncIterator]();
  let read = (await pieces.next()).value?.length ?? 0;

  // The server has nothing more to do until somebody reads.
  await vi.waitUntil(async () => {
    const before = server.servedBytes;
    await new Promise(setImmediate);
    return before > 0 && server.servedBytes === before;
  });
  expect(server.servedBytes).toBeLessThan(size / 2);

  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    read += next.value.length;
  }
  expect(read).toBe(size);
});

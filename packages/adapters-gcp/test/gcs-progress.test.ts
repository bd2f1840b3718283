import { writeFile } from 'node:fs/promises';
import { collect } from '@cloudconvert/testing';
import { expect, test, vi } from 'vitest';
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

/** Patience for a failure or two, but not for ten. */
const brief = { ...impatient, firstPauseMs: 50, longestPauseMs: 50, giveUpAfterMs: 150 };

const bytes = bytesOf(5 * mebibyte);
const someBytes = { kind: 'cut', afterBytes: 300_000 } as const;

async function newFile(content: Uint8Array): Promise<string> {
  const path = await newPath();
  await writeFile(path, content);
  return path;
}

test('a download goes on for as long as bytes come', async () => {
  const { server, storage } = await openBoth({}, brief);
  const key = newKey();
  server.addGenerated(bucket, key, bytes.length);
  server.misbehave({ on: 'media', does: someBytes });

  const read = await collect(await storage.read(key));

  expect(Buffer.compare(read, bytes)).toBe(0);
});

test('an upload goes on for as long as bytes arrive', async () => {
  const { server, storage } = await openBoth({}, brief);
  server.misbehave({ on: 'send', does: someBytes });

  const [stored, written] = await Promise.all([
    storage.storeFrom(await newFile(bytes), newKey()),
    storage.write(newKey(), streamOf(bytes)),
  ]);

  expect([stored.size, written.size]).toEqual([bytes.length, bytes.length]);
});

test('bytes that nobody wants any more are not sent', async () => {
  const { server, storage } = await openBoth({}, patient);
  const does = { kind: 'answer', status: 403, early: true } as const;
  server.misbehave({ on: 'send', does });
  const path = await newFile(bytesOf(64 * mebibyte));

  await expect(storage.storeFrom(path, newKey())).rejects.toEqual(unavailable);

  const sent = server.requests.find(({ operation }) => operation === 'send');
  await vi.waitFor(() => expect(sent).toMatchObject({ isConnectionClosed: true }));
});

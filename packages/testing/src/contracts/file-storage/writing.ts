import { setImmediate } from 'node:timers/promises';
import type { ByteStream, FileStorage } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { collect } from '../../builders/collect.ts';
import { lentPieces } from '../../builders/lent-pieces.ts';
import { newKey, someBytes, stallingAfter, streamOf } from './bytes.ts';

type Open = () => Promise<FileStorage>;

export function testWriting(open: Open): void {
  test.each([0, 1, 65_536, 3_000_001])('gives back %i bytes as they were', async (length) => {
    const storage = await open();
    const key = newKey();
    const bytes = someBytes(length);

    const stored = await storage.write(key, streamOf(bytes));

    expect(stored).toMatchObject({ key, size: length });
    expect(Buffer.compare(await collect(await storage.read(key)), bytes)).toBe(0);
    expect(await storage.stat(key)).toEqual(stored);
  });

  test('needs nothing of a piece any more when it asks for the next', async () => {
    const storage = await open();
    const key = newKey();
    const bytes = someBytes(1_500_000);

    await storage.write(key, lentPieces(bytes));

    expect(Buffer.compare(await collect(await storage.read(key)), bytes)).toBe(0);
  });

  test('replaces a file under the same key', async () => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(someBytes(100, 1)));

    await storage.write(key, streamOf(someBytes(50, 2)));

    expect(await collect(await storage.read(key))).toEqual(someBytes(50, 2));
  });

  test('shows a file only when it is whole', async () => {
    const storage = await open();
    const key = newKey();
    const { source, stalled, goOn } = stallingAfter(someBytes(100));
    const writing = storage.write(key, source);
    await stalled;

    expect(await storage.stat(key)).toBeUndefined();

    goOn();
    await writing;
    expect(await storage.stat(key)).toMatchObject({ size: 100 });
  });

  test('keeps one of two files that are written to one key at once', async () => {
    const storage = await open();
    const key = newKey();
    const candidates = [someBytes(200_000, 1), someBytes(200_000, 2)];

    await Promise.all(candidates.map((bytes) => storage.write(key, streamOf(bytes))));

    const kept = await collect(await storage.read(key));
    expect(candidates.some((bytes) => Buffer.compare(kept, bytes) === 0)).toBe(true);
  });
}

export function testUnfinishedWriting(open: Open): void {
  test("throws the source's error as it is and leaves nothing", async () => {
    const storage = await open();
    const key = newKey();
    const error = new Error('the client hung up');

    await expect(storage.write(key, breakingWith(error))).rejects.toBe(error);

    expect(await storage.stat(key)).toBeUndefined();
  });

  test('leaves what was there before untouched', async () => {
    const storage = await open();
    const key = newKey();
    const before = await storage.write(key, streamOf(someBytes(100)));

    await storage.write(key, breakingWith(new Error('the client hung up'))).catch(() => {});

    expect(await storage.stat(key)).toEqual(before);
    expect(await collect(await storage.read(key))).toEqual(someBytes(100));
  });

  test("ends with the signal's reason while the source stalls, and leaves nothing", async () => {
    const storage = await open();
    const key = newKey();
    const { source, stalled } = stallingAfter(someBytes(100));
    const aborter = new AbortController();
    const writing = storage.write(key, source, aborter.signal);
    await stalled;
    const reason = new Error('too slow');

    aborter.abort(reason);

    await expect(writing).rejects.toBe(reason);
    expect(await storage.stat(key)).toBeUndefined();
  });

  test('tells the source when it takes no more of it', async () => {
    const storage = await open();
    const aborter = new AbortController();
    const { source, begun, closed } = endless();
    const writing = storage.write(newKey(), source, aborter.signal);
    await begun;

    aborter.abort(new Error('enough'));

    await expect(writing).rejects.toThrow('enough');
    await closed;
  });
}

async function* breakingWith(error: Error): ByteStream {
  yield someBytes(100_000);
  throw error;
}

/** A source that never ends and says when its first piece is asked for and when it is closed. */
function endless() {
  const begun = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  async function* source(): ByteStream {
    begun.resolve();
    try {
      // As slow as a network: each piece comes in a later turn of the event loop.
      for (;;) yield await setImmediate(someBytes(1000));
    } finally {
      closed.resolve();
    }
  }
  return { source: source(), begun: begun.promise, closed: closed.promise };
}

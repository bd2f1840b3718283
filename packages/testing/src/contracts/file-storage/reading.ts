import type { ByteRange, FileStorage } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { collect } from '../../builders/collect.ts';
import { newKey, someBytes, streamOf } from './bytes.ts';
import { failure } from './options.ts';

type Open = () => Promise<FileStorage>;

const ranges: readonly (readonly [what: string, range: ByteRange])[] = [
  ['the first byte', { start: 0, end: 0 }],
  ['the middle', { start: 70_000, end: 140_000 }],
  ['the last byte', { start: 199_999, end: 199_999 }],
  ['more than there is', { start: 199_000, end: 300_000 }],
];

export function testReading(open: Open): void {
  test('says at once that there is no such file', async () => {
    const storage = await open();

    await expect(storage.read(newKey())).rejects.toEqual(failure('not_found'));
    expect(await storage.stat(newKey())).toBeUndefined();
  });

  test.each(ranges)('reads %s', async (_, range) => {
    const storage = await open();
    const key = newKey();
    const bytes = someBytes(200_000);
    await storage.write(key, streamOf(bytes));

    const read = await collect(await storage.read(key, range));

    expect(Buffer.compare(read, bytes.subarray(range.start, range.end + 1))).toBe(0);
  });

  test('goes on reading the file as it was when it is replaced', async () => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(someBytes(1_000_000, 1)));
    const stream = await storage.read(key);

    await storage.write(key, streamOf(someBytes(1_000_000, 2)));

    expect(Buffer.compare(await collect(stream), someBytes(1_000_000, 1))).toBe(0);
  });

  test('lets the reader stop early', async () => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(someBytes(1_000_000)));

    for await (const piece of await storage.read(key)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }

    expect(await storage.stat(key)).toMatchObject({ size: 1_000_000 });
  });
}

export function testAbortedReading(open: Open): void {
  test("ends with the signal's reason in the middle of a file", async () => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(someBytes(3_000_000)));
    const aborter = new AbortController();
    const reason = new Error('the client hung up');
    const pieces = (await storage.read(key, undefined, aborter.signal))[Symbol.asyncIterator]();
    await pieces.next();

    aborter.abort(reason);

    await expect(pieces.next()).rejects.toBe(reason);
  });

  test("ends with the signal's reason when it aborts before the first byte is read", async () => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(someBytes(1000)));
    const aborter = new AbortController();
    const stream = await storage.read(key, undefined, aborter.signal);
    const reason = new Error('the client hung up');

    aborter.abort(reason);

    await expect(collect(stream)).rejects.toBe(reason);
  });
}

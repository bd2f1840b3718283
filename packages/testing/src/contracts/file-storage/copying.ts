import type { FileStorage } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { collect } from '../../builders/collect.ts';
import { newKey, someBytes, streamOf } from './bytes.ts';
import { failure } from './options.ts';

type Open = () => Promise<FileStorage>;

export function testCopying(open: Open): void {
  async function aCopy(length = 1000) {
    const storage = await open();
    const [from, to] = [newKey('uploads'), newKey()];
    await storage.write(from, streamOf(someBytes(length)));
    return { storage, from, to, copied: await storage.copy(from, to) };
  }

  test.each([0, 1, 3_000_001])('stores the %i bytes of a file once more', async (length) => {
    const { storage, from, to, copied } = await aCopy(length);

    expect(copied).toMatchObject({ key: to, size: length });
    expect(await storage.stat(to)).toEqual(copied);
    for (const key of [from, to]) {
      expect(Buffer.compare(await collect(await storage.read(key)), someBytes(length))).toBe(0);
    }
  });

  test('keeps the copy as it was when the first file is replaced and deleted', async () => {
    const { storage, from, to } = await aCopy();

    await storage.write(from, streamOf(someBytes(1000, 2)));
    expect(await collect(await storage.read(to))).toEqual(someBytes(1000));

    await storage.delete(from);
    expect(await collect(await storage.read(to))).toEqual(someBytes(1000));
  });

  test('keeps the first file as it was when the copy is replaced and deleted', async () => {
    const { storage, from, to } = await aCopy();

    await storage.write(to, streamOf(someBytes(1000, 2)));
    expect(await collect(await storage.read(from))).toEqual(someBytes(1000));

    await storage.delete(to);
    expect(await collect(await storage.read(from))).toEqual(someBytes(1000));
  });

  test('replaces what there was, also by the same bytes once more', async () => {
    const { storage, from, to } = await aCopy();
    await storage.write(from, streamOf(someBytes(500, 2)));

    for (const _ of [1, 2]) await storage.copy(from, to);

    expect(await collect(await storage.read(to))).toEqual(someBytes(500, 2));
  });

  test('says that there is no such file, and leaves what was there untouched', async () => {
    const { storage, to, copied } = await aCopy();
    const other = newKey();

    for (const target of [to, other]) {
      await expect(storage.copy(newKey(), target)).rejects.toEqual(failure('not_found'));
    }

    expect(await storage.stat(to)).toEqual(copied);
    expect(await storage.stat(other)).toBeUndefined();
  });

  test('copies the bytes of one moment while they are replaced', async () => {
    const storage = await open();
    const [from, to] = [newKey('uploads'), newKey()];
    const candidates = [someBytes(200_000, 1), someBytes(200_000, 2)] as const;
    await storage.write(from, streamOf(candidates[0]));

    await Promise.all([storage.write(from, streamOf(candidates[1])), storage.copy(from, to)]);

    const copy = await collect(await storage.read(to));
    expect(candidates.some((bytes) => Buffer.compare(copy, bytes) === 0)).toBe(true);
  });
}

import { randomUUID } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileStorage } from '@cloudconvert/core';
import { expect, onTestFinished, test } from 'vitest';
import { collect } from '../../builders/collect.ts';
import { newKey, someBytes, streamOf } from './bytes.ts';
import { failure } from './options.ts';

type Open = () => Promise<FileStorage>;

/** A path in an empty folder. */
export async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, randomUUID());
}

export function testFetching(open: Open): void {
  test('puts a file on this machine', async () => {
    const storage = await open();
    const key = newKey();
    const path = await newPath();
    await storage.write(key, streamOf(someBytes(200_000)));

    await storage.fetchTo(path, key);

    expect(Buffer.compare(await readFile(path), someBytes(200_000))).toBe(0);
  });

  test('leaves the fetched file as it was when the stored one is replaced or deleted', async () => {
    const storage = await open();
    const key = newKey();
    const path = await newPath();
    await storage.write(key, streamOf(someBytes(100, 1)));
    await storage.fetchTo(path, key);

    await storage.write(key, streamOf(someBytes(100, 2)));
    await storage.delete(key);

    expect(Uint8Array.from(await readFile(path))).toEqual(someBytes(100, 1));
  });

  test('keeps the stored file when the fetched one is removed', async () => {
    const storage = await open();
    const key = newKey();
    const path = await newPath();
    await storage.write(key, streamOf(someBytes(100)));
    await storage.fetchTo(path, key);

    await rm(path);

    expect(await collect(await storage.read(key))).toEqual(someBytes(100));
  });

  test('says that there is no such file and puts nothing', async () => {
    const storage = await open();
    const path = await newPath();

    await expect(storage.fetchTo(path, newKey())).rejects.toEqual(failure('not_found'));

    await expect(access(path)).rejects.toThrow('ENOENT');
  });
}

export function testStoring(open: Open): void {
  test('stores a file of this machine', async () => {
    const storage = await open();
    const key = newKey('results');
    const path = await newPath();
    await writeFile(path, someBytes(200_000));

    const stored = await storage.storeFrom(path, key);

    expect(stored).toMatchObject({ key, size: 200_000 });
    expect(await storage.stat(key)).toEqual(stored);
    expect(Buffer.compare(await collect(await storage.read(key)), someBytes(200_000))).toBe(0);
  });

  test('replaces a stored file by one of this machine', async () => {
    const storage = await open();
    const key = newKey('results');
    const path = await newPath();
    await storage.write(key, streamOf(someBytes(100, 1)));
    await writeFile(path, someBytes(100, 2));

    await storage.storeFrom(path, key);

    expect(await collect(await storage.read(key))).toEqual(someBytes(100, 2));
  });

  test('stores nothing when there is no file on this machine', async () => {
    const storage = await open();
    const key = newKey('results');

    await expect(storage.storeFrom(await newPath(), key)).rejects.toThrow();

    expect(await storage.stat(key)).toBeUndefined();
  });
}

import { randomUUID } from 'node:crypto';
import { type FileKey, type FileStorage, parseFileKey, type StoredFile } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { newKey, someBytes, stallingAfter, streamOf } from './bytes.ts';

type Open = () => Promise<FileStorage>;

export function testDeleting(open: Open): void {
  test('removes a file', async () => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(someBytes(100)));

    await storage.delete(key);

    expect(await storage.stat(key)).toBeUndefined();
  });

  test('takes no stored file for a leftover, nor one that is being written', async () => {
    const storage = await open();
    const [stored, beingWritten] = [newKey(), newKey()];
    await storage.write(stored, streamOf(someBytes(100)));
    const { source, stalled, goOn } = stallingAfter(someBytes(100));
    const writing = storage.write(beingWritten, source);
    await stalled;

    await storage.removeLeftovers();

    goOn();
    await writing;
    expect(await storage.stat(stored)).toMatchObject({ size: 100 });
    expect(await storage.stat(beingWritten)).toMatchObject({ size: 100 });
  });

  test('does nothing when there is no file', async () => {
    const storage = await open();

    await expect(storage.delete(newKey())).resolves.toBeUndefined();
  });

  test('keeps the neighbours of a file that is removed', async () => {
    const storage = await open();
    const [first, second] = await writeBelow(storage, newKey('results'), ['1-1', '1-2']);
    if (!first || !second) throw new Error('two files were written');

    await storage.delete(first);

    expect(await storage.stat(second)).toMatchObject({ size: 10 });
  });

  test('lets files be written below a prefix while its last file is removed', async () => {
    const storage = await open();
    const prefix = newKey('results');
    const keys = Array.from({ length: 20 }, (_, index) => parseFileKey(`${prefix}/1-${index}`));

    await Promise.all(
      keys.map(async (key) => {
        await storage.write(key, streamOf(someBytes(10)));
        await storage.delete(key);
      }),
    );

    expect(await listed(storage.list(prefix))).toEqual([]);
  });
}

export function testListing(open: Open): void {
  test('lists all files below a prefix and no others', async () => {
    const storage = await open();
    const prefix = newKey('results');
    const keys = await writeBelow(storage, prefix, ['1-1', '1-2', 'a/b/c']);
    await storage.write(parseFileKey(`${prefix}x/1-1`), streamOf(someBytes(10)));

    const files = await listed(storage.list(prefix));

    expect(files.map(({ key }) => key)).toEqual(keys.toSorted());
    for (const file of files) expect(file).toEqual(await storage.stat(file.key));
  });

  test('lists nothing below a prefix that was never used', async () => {
    const storage = await open();

    expect(await listed(storage.list(newKey('results')))).toEqual([]);
  });

  test('lets each file be removed as it is listed', async () => {
    const storage = await open();
    const prefix = newKey('results');
    const names = Array.from({ length: 150 }, () => randomUUID());
    await writeBelow(storage, prefix, names);

    for await (const { key } of storage.list(prefix)) await storage.delete(key);

    expect(await listed(storage.list(prefix))).toEqual([]);
  });
}

function writeBelow(
  storage: FileStorage,
  prefix: FileKey,
  names: readonly string[],
): Promise<readonly FileKey[]> {
  return Promise.all(
    names.map(async (name) => {
      const key = parseFileKey(`${prefix}/${name}`);
      await storage.write(key, streamOf(someBytes(10)));
      return key;
    }),
  );
}

async function listed(files: AsyncIterable<StoredFile>): Promise<readonly StoredFile[]> {
  const found: StoredFile[] = [];
  for await (const file of files) found.push(file);
  return found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

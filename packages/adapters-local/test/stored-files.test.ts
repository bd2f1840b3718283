import { access, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type ByteStream,
  originalKey,
  parseFileKey,
  resultKey,
  uploadKey,
} from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { FsFileStorage } from '../src/index.ts';
import { newFolder } from './support/folder.ts';
import { refuseWrites } from './support/small-disk.ts';

const original = originalKey('8c0d');
const upload = uploadKey('8c0d');
const result = resultKey('8c0d', { revision: 1, attempt: 1 });
const days = 24 * 3600;

async function* piecesOf(...pieces: readonly string[]): ByteStream {
  for (const piece of pieces) yield Buffer.from(piece);
}

async function openStorage() {
  const root = await newFolder();
  return { root, storage: await FsFileStorage.open({ root }) };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

test('keeps each file at its key, where a person finds it', async () => {
  const { root, storage } = await openStorage();

  await storage.write(original, piecesOf('so', 'und'));

  expect(await readFile(join(root, 'originals', '8c0d'), 'utf8')).toBe('sound');
});

test('keeps files after it is opened anew', async () => {
  const { root, storage } = await openStorage();
  await storage.write(original, piecesOf('sound'));

  const reopened = await FsFileStorage.open({ root });

  expect(await reopened.stat(original)).toMatchObject({ size: 5 });
});

test('lets nobody write to a stored file, not even through what was fetched', async () => {
  const { root, storage } = await openStorage();
  const fetched = join(await newFolder(), 'in');
  const converted = join(await newFolder(), 'out');
  await writeFile(converted, 'sound');
  await storage.write(original, piecesOf('sound'));
  await storage.storeFrom(converted, result);

  await storage.fetchTo(fetched, original);

  for (const path of [fetched, join(root, original), join(root, result)]) {
    expect((await stat(path)).mode & 0o777).toBe(0o400);
  }
});

test('fetches without copying where it can', async () => {
  const { root, storage } = await openStorage();
  const fetched = join(await newFolder(), 'in');
  await storage.write(original, piecesOf('sound'));

  await storage.fetchTo(fetched, original);

  expect((await stat(fetched)).ino).toBe((await stat(join(root, original))).ino);
});

test('copies a file without copying its bytes where the disk can share them', async () => {
  const { root, storage } = await openStorage();
  await storage.write(upload, piecesOf('sound'));

  await storage.copy(upload, original);

  expect((await stat(join(root, original))).ino).toBe((await stat(join(root, upload))).ino);
});

test('makes a copy as new as if it was written now, however old its original', async () => {
  const { root, storage } = await openStorage();
  await storage.write(upload, piecesOf('sound'));
  await utimes(join(root, upload), new Date(0), new Date(0));
  const before = Date.now();

  const copied = await storage.copy(upload, original);

  expect(copied.modifiedAt.getTime()).toBeGreaterThanOrEqual(before);
  expect(await storage.stat(original)).toEqual(copied);
});

test('leaves nothing but two names of a file that is copied twice', async () => {
  const { root, storage } = await openStorage();
  await storage.write(upload, piecesOf('sound'));

  for (const _ of [1, 2]) await storage.copy(upload, original);

  expect(await readdir(join(root, '.tmp'))).toEqual([]);
});

test('leaves no trace of writes that failed', async () => {
  const { root, storage } = await openStorage();
  const aborter = new AbortController();
  async function* broken(): ByteStream {
    yield Buffer.alloc(100_000);
    aborter.abort(new Error('stopping'));
    yield Buffer.alloc(100_000);
  }

  await expect(storage.write(original, broken(), aborter.signal)).rejects.toThrow('stopping');

  expect(await readdir(root, { recursive: true })).toEqual(['.tmp']);
});

test('removes what a killed process left a day ago, and nothing that may still be written', async () => {
  const { root, storage } = await openStorage();
  const [old, fresh] = [join(root, '.tmp', 'old'), join(root, '.tmp', 'fresh')];
  const now = Date.now() / 1000;
  for (const path of [old, fresh]) await writeFile(path, 'half a sound');
  await utimes(old, now - 2 * days, now - 2 * days);

  await storage.removeLeftovers();

  expect(await exists(old)).toBe(false);
  expect(await exists(fresh)).toBe(true);
});

test('ends with the reason of an abort while it removes what was left', async () => {
  const { root, storage } = await openStorage();
  const aborter = new AbortController();
  await writeFile(join(root, '.tmp', 'fresh'), 'half a sound');
  const removing = storage.removeLeftovers(aborter.signal);
  const reason = new Error('stopping');

  aborter.abort(reason);

  await expect(removing).rejects.toBe(reason);
});

test('says that it is unavailable when its folder is away while it removes what was left', async () => {
  const { root, storage } = await openStorage();
  await rm(root, { recursive: true });

  await expect(storage.removeLeftovers()).rejects.toMatchObject({ code: 'storage_unavailable' });
});

test('removes the folder of results with the last of them', async () => {
  const { root, storage } = await openStorage();
  await storage.write(result, piecesOf('sound'));

  await storage.delete(result);

  expect(await exists(join(root, 'results', '8c0d'))).toBe(false);
  expect(await exists(join(root, 'results'))).toBe(true);
});

test('takes a folder for no file', async () => {
  const { root, storage } = await openStorage();
  await mkdir(join(root, original), { recursive: true });

  await expect(storage.read(original)).rejects.toMatchObject({ code: 'not_found' });
  expect(await storage.stat(original)).toBeUndefined();
});

test('lists no files but its own', async () => {
  const { root, storage } = await openStorage();
  await storage.write(original, piecesOf('sound'));
  await writeFile(join(root, 'originals', '.DS_Store'), 'of a file manager');

  const keys = (await Array.fromAsync(storage.list(parseFileKey('originals')))).map(
    ({ key }) => key,
  );

  expect(keys).toEqual([original]);
});

test('gives streams that can be piped', async () => {
  const { storage } = await openStorage();
  await storage.write(original, piecesOf('sound'));

  expect(String(await buffer(await storage.read(original)))).toBe('sound');
});

test('keeps the reason of an abort for the reader, however late that begins', async () => {
  const { storage } = await openStorage();
  const aborter = new AbortController();
  await storage.write(original, piecesOf('sound'));
  const stream = await storage.read(original, undefined, aborter.signal);
  if (!(stream instanceof Readable)) throw new Error('files are read as streams of Node');
  const closed = new Promise((resolve) => stream.on('close', resolve));

  aborter.abort(new Error('stopping'));

  await closed;
  await expect(buffer(stream)).rejects.toThrow('stopping');
});

test('ends with the reason of an abort while it reads a file for its MD5', async () => {
  const { storage } = await openStorage();
  const aborter = new AbortController();
  await storage.write(original, piecesOf('sound'));
  const hashing = storage.md5(original, aborter.signal);
  const reason = new Error('stopping');

  aborter.abort(reason);

  await expect(hashing).rejects.toBe(reason);
});

test('says that there is no room when a quota is used up', async () => {
  const { storage } = await openStorage();
  await refuseWrites('EDQUOT', 3);

  const writing = storage.write(original, piecesOf('sound'));

  await expect(writing).rejects.toMatchObject({ code: 'storage_full', cause: { code: 'EDQUOT' } });
});

test('says that it is unavailable when the disk breaks while writing', async () => {
  const { storage } = await openStorage();
  await refuseWrites('EIO', 3);

  const writing = storage.write(original, piecesOf('sound'));

  const error = { code: 'storage_unavailable', cause: { code: 'EIO' } };
  await expect(writing).rejects.toMatchObject(error);
});

test('can not be opened in a place where no folder can be', async () => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, '');

  const opening = FsFileStorage.open({ root: join(file, 'storage') });

  await expect(opening).rejects.toMatchObject({ code: 'storage_unavailable' });
});

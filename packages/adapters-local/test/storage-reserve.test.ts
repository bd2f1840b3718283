import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteStream, originalKey, resultKey, uploadKey } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { DiskReserve, FsFileStorage } from '../src/index.ts';
import { newFolder } from './support/folder.ts';

const mebibyte = 1024 ** 2;
const full = { name: 'DomainError', code: 'storage_full' };
const original = originalKey('8c0d');
const upload = uploadKey('8c0d');

async function* megabytes(count: number, onEach = () => {}): ByteStream {
  for (let n = 0; n < count; n += 1) {
    onEach();
    yield Buffer.alloc(mebibyte);
  }
}

/** A storage on a disk of a gigabyte that says what the test wants; 100 MiB are reserved. */
async function openStorage(free: number) {
  const root = await newFolder();
  const disk = { total: 1000 * mebibyte, free };
  const readCapacity = async () => ({ ...disk });
  const reserve = new DiskReserve({ folder: root, reserve: 100 * mebibyte, readCapacity });
  return { root, disk, storage: await FsFileStorage.open({ root, reserve }) };
}

test('refuses a file that would touch the reserve, and leaves nothing of it', async () => {
  const { root, storage } = await openStorage(100 * mebibyte + 200_000);

  await expect(storage.write(original, megabytes(1))).rejects.toMatchObject(full);

  expect(await readdir(root, { recursive: true })).toEqual(['.tmp']);
});

test('refuses a file in its middle when others have taken the room', async () => {
  const { root, disk, storage } = await openStorage(900 * mebibyte);
  const sent: number[] = [];
  const source = megabytes(200, () => {
    sent.push(sent.length);
    disk.free = sent.length > 20 ? 0 : disk.free;
  });

  await expect(storage.write(original, source)).rejects.toMatchObject(full);

  expect(sent.length).toBeLessThan(30);
  expect(await readdir(join(root, '.tmp'))).toEqual([]);
});

test('does all that needs no new bytes while the reserve is touched', async () => {
  const { root, disk, storage } = await openStorage(900 * mebibyte);
  await storage.write(upload, megabytes(1));
  const converted = join(root, 'out');
  await writeFile(converted, 'sound');
  disk.free = 99 * mebibyte;

  const result = resultKey('8c0d', { revision: 1, attempt: 1 });
  await storage.copy(upload, original);
  await storage.storeFrom(converted, result);
  await storage.fetchTo(join(root, 'in'), original);
  await storage.delete(upload);

  expect(await storage.stat(original)).toMatchObject({ size: mebibyte });
  expect(await storage.stat(result)).toMatchObject({ size: 5 });
});

test('says that it is full, and takes files again once there is room', async () => {
  const { disk, storage } = await openStorage(100 * mebibyte);
  await expect(storage.check()).rejects.toMatchObject(full);
  await expect(storage.write(original, megabytes(1))).rejects.toMatchObject(full);

  disk.free += mebibyte;

  await storage.check();
  await storage.write(original, megabytes(1));
  expect(await storage.stat(original)).toMatchObject({ size: mebibyte });
});

test('leaves nothing where it looks whether it can be written to', async () => {
  const { root, storage } = await openStorage(0);

  await expect(storage.check()).rejects.toMatchObject(full);

  expect(await readdir(join(root, '.tmp'))).toEqual([]);
});

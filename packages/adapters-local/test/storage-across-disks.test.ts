import { access, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ByteStream, originalKey, resultKey, uploadKey } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { FsFileStorage } from '../src/index.ts';
import { newFolder } from './support/folder.ts';

const original = originalKey('8c0d');
const upload = uploadKey('8c0d');
const result = resultKey('8c0d', { revision: 1, attempt: 1 });
const sound = Buffer.alloc(3_000_000, 'sound');

/** On a disk of its own where the system has one in memory; what is tested holds on one disk, too. */
const otherDisk = process.platform === 'linux' ? '/dev/shm' : tmpdir();

async function* pieces(): ByteStream {
  yield sound;
}

async function openStorage() {
  const root = await newFolder();
  return { root, storage: await FsFileStorage.open({ root }) };
}

test('fetches a file to another disk', async () => {
  const { root, storage } = await openStorage();
  const path = join(await newFolder(otherDisk), 'in');
  await storage.write(original, pieces());

  await storage.fetchTo(path, original);

  expect(Buffer.compare(await readFile(path), sound)).toBe(0);
  expect((await stat(join(root, original))).size).toBe(sound.length);
});

test('replaces what is where a file is fetched to', async () => {
  const { storage } = await openStorage();
  const path = join(await newFolder(otherDisk), 'in');
  await writeFile(path, 'of an attempt before');
  await storage.write(original, pieces());

  await storage.fetchTo(path, original);

  expect((await stat(path)).size).toBe(sound.length);
});

test('moves a file from another disk into the storage', async () => {
  const { root, storage } = await openStorage();
  const path = join(await newFolder(otherDisk), 'out');
  await writeFile(path, sound);

  const stored = await storage.storeFrom(path, result);

  expect(stored.size).toBe(sound.length);
  expect(Buffer.compare(await readFile(join(root, result)), sound)).toBe(0);
  expect((await stat(join(root, result))).mode & 0o777).toBe(0o400);
  await expect(access(path)).rejects.toThrow('ENOENT');
});

/** A storage one of whose folders is on another disk, with an upload in it. */
async function openDividedStorage() {
  const opened = await openStorage();
  const folder = await newFolder(otherDisk);
  await writeFile(join(folder, '8c0d'), sound);
  await symlink(folder, join(opened.root, 'uploads'));
  return opened;
}

test('copies a file from one disk to another', async () => {
  const { root, storage } = await openDividedStorage();

  const copied = await storage.copy(upload, original);

  expect(copied.size).toBe(sound.length);
  expect(Buffer.compare(await readFile(join(root, original)), sound)).toBe(0);
  expect((await stat(join(root, original))).mode & 0o777).toBe(0o400);
  expect(await readdir(join(root, '.tmp'))).toEqual([]);
});

test('leaves nothing of a copy that is aborted', async () => {
  const { root, storage } = await openDividedStorage();
  const aborter = new AbortController();
  const copying = storage.copy(upload, original, aborter.signal);
  const reason = new Error('stopping');

  aborter.abort(reason);

  await expect(copying).rejects.toBe(reason);
  expect(await storage.stat(original)).toBeUndefined();
  expect(await readdir(join(root, '.tmp'))).toEqual([]);
});

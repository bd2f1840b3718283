import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DirectoryInUse, lockDirectory } from '../src/index.ts';
import { startChild } from './support/child.ts';
import { newFolder } from './support/folder.ts';

const lockOwner = new URL('./support/lock-owner.ts', import.meta.url);

test('makes the directory and gives it to one owner at a time', async () => {
  const directory = join(await newFolder(), 'data');
  const lock = await lockDirectory(directory);

  await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUse);

  lock.release();
  const next = await lockDirectory(directory);
  next.release();
});

test('names the process that has the directory and says what to do', async () => {
  const directory = await newFolder();
  const owner = await startChild(lockOwner, directory);

  const error = await lockDirectory(directory).catch((reason: unknown) => reason);

  expect(error).toMatchObject({ name: 'DirectoryInUse', pid: owner.pid });
  expect(error).toMatchObject({
    message: `${directory} is in use by process ${owner.pid}: stop that one first, or choose another directory`,
  });
});

test('has the directory again at once when its owner is killed', async () => {
  const directory = await newFolder();
  const owner = await startChild(lockOwner, directory);
  expect(owner.firstLine).toBe('locked');

  await owner.kill();

  const lock = await lockDirectory(directory);
  lock.release();
});

test('takes no notice of the number of a process that is left in the directory', async () => {
  const directory = await newFolder();
  await writeFile(join(directory, 'lock.pid'), `${process.ppid}\n`);

  const lock = await lockDirectory(directory);

  lock.release();
});

test('gives the directory to one of several that start at once', async () => {
  const directory = await newFolder();

  const starting = Array.from({ length: 4 }, () => startChild(lockOwner, directory));
  const answers = (await Promise.all(starting)).map(({ firstLine }) => firstLine);

  expect(answers.toSorted()).toEqual([
    'DirectoryInUse',
    'DirectoryInUse',
    'DirectoryInUse',
    'locked',
  ]);
});

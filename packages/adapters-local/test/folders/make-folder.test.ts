import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareFolder } from '../../src/index.ts';
import { newFolder } from '../support/folder.ts';

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

test('makes a folder and those above it, for nobody else to look into', async () => {
  const parent = join(await newFolder(), 'a');
  const path = join(parent, 'b', 'c');

  await prepareFolder(path);

  expect([await modeOf(parent), await modeOf(path)]).toEqual([0o700, 0o700]);
});

test('leaves a folder as it is that is there, also behind a link', async () => {
  const folder = join(await newFolder(), 'shared');
  await mkdir(folder);
  await chmod(folder, 0o750);
  await symlink(folder, `${folder}-link`);

  await Promise.all([prepareFolder(folder), prepareFolder(`${folder}-link`)]);

  expect(await modeOf(folder)).toBe(0o750);
});

test('lets several make the same folders at once', async () => {
  const path = join(await newFolder(), 'a', 'b', 'c');

  await Promise.all(Array.from({ length: 20 }, () => prepareFolder(path)));

  expect((await stat(path)).isDirectory()).toBe(true);
});

test.each([
  '/proc/folder',
  '/proc/folder/in/folder',
  '/dev/null/folder',
  `/tmp/${'x'.repeat(256)}`,
])('ends where no folder can be made: %s', async (path) => {
  await expect(prepareFolder(path)).rejects.toMatchObject({ syscall: 'mkdir' });
});

test('ends where there is a file, or a link that leads nowhere', async () => {
  const path = join(await newFolder(), 'file');
  await writeFile(path, '');
  await symlink(`${path}-gone`, `${path}-link`);

  await expect(prepareFolder(path)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(prepareFolder(join(path, 'folder'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(prepareFolder(`${path}-link`)).rejects.toMatchObject({ code: 'EEXIST' });
});

import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageRoot } from './storage-root.ts';

/** How many names are asked for at once. */
const bufferSize = 256;
/** Names that are part of a key. */
const keyPart = /^[A-Za-z0-9_-]+$/;

/** The paths of all files below `folder`, never all of them at once. */
export async function* walk(root: StorageRoot, folder: string): AsyncGenerator<string> {
  const directory = await root.orUndefined(opendir(folder, { bufferSize }));
  if (!directory) return;
  for await (const entry of directory) {
    if (keyPart.test(entry.name)) yield* visit(root, join(folder, entry.name), entry);
  }
}

async function* visit(root: StorageRoot, path: string, entry: Dirent): AsyncGenerator<string> {
  if (entry.isFile()) yield path;
  if (entry.isDirectory()) yield* walk(root, path);
}

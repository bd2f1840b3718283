import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { untilAborted } from '@cloudconvert/core';
import { createFile } from './file-writable.ts';
import { attempt, codeOf } from './storage-error.ts';

/** Moves the file at `from` to `to`, where none is yet. */
export async function takeFile(from: string, to: string, signal?: AbortSignal): Promise<void> {
  if (await attempt(() => isMoved(from, to))) return;
  await pipeline(untilAborted(createReadStream(from), signal), await createFile(to));
  await attempt(() => rm(from, { force: true }));
}

/** `false` where the two are on different filesystems. */
async function isMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EXDEV') return false;
    throw error;
  }
}

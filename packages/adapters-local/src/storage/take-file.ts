import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { untilAborted } from '@cloudconvert/core';
import type { DiskReserve } from '../disk/disk-reserve.ts';
import { attempt, codeOf } from './storage-error.ts';
import { writeNewFile } from './write-file.ts';

/** Moves the file at `from` to `to`, where none is yet. */
export async function takeFile(
  from: string,
  to: string,
  reserve: DiskReserve,
  signal?: AbortSignal,
): Promise<void> {
  if (await attempt(() => isMoved(from, to))) return;
  await writeNewFile(to, untilAborted(createReadStream(from), signal), reserve);
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

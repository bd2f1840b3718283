import { type FileHandle, open } from 'node:fs/promises';
import type { ByteStream } from '@cloudconvert/core';
import type { DiskReserve } from '../disk/disk-reserve.ts';
import { BatchedWriter } from './batched-writer.ts';
import { sealedMode } from './seal-file.ts';
import { attempt } from './storage-error.ts';

const ownerOnly = 0o600;

/**
 * Makes a new file of what `source` yields. Its own errors are the storage's, so that they differ from
 * the source's.
 */
export async function writeNewFile(
  path: string,
  source: ByteStream,
  reserve: DiskReserve,
): Promise<void> {
  const handle = await write(path, ownerOnly, source, reserve);
  await handle.close();
}

/** The same for a file that is stored for good, as `sealFile` would leave it. */
export function writeSealedFile(
  path: string,
  source: ByteStream,
  reserve: DiskReserve,
): Promise<FileHandle> {
  return write(path, sealedMode, source, reserve);
}

async function write(
  path: string,
  mode: number,
  source: ByteStream,
  reserve: DiskReserve,
): Promise<FileHandle> {
  const handle = await attempt(() => open(path, 'wx', mode));
  const writer = new BatchedWriter(handle, reserve);
  try {
    for await (const piece of source) await writer.write(piece);
    await writer.flush();
    await writer.end();
    return handle;
  } catch (error) {
    await writer.end().finally(() => handle.close());
    throw error;
  }
}

import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ByteStream } from '@cloudconvert/core';
import { BatchedWriter } from './batched-writer.ts';
import { makeDurable, sealedMode } from './seal-file.ts';
import { attempt } from './storage-error.ts';

const ownerOnly = 0o600;

/**
 * Makes a new file of what `source` yields. Its own errors are the storage's, so that they differ from
 * the source's.
 */
export function writeNewFile(path: string, source: ByteStream): Promise<void> {
  return write(path, ownerOnly, source, async () => {});
}

/** The same for a file that is stored for good, as `sealFile` would leave it. */
export function writeSealedFile(path: string, source: ByteStream): Promise<Stats> {
  return write(path, sealedMode, source, makeDurable);
}

async function write<T>(
  path: string,
  mode: number,
  source: ByteStream,
  finish: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await attempt(() => open(path, 'wx', mode));
  const writer = new BatchedWriter(handle);
  try {
    for await (const piece of source) await writer.write(piece);
    await writer.flush();
    await writer.end();
    return await attempt(() => finish(handle));
  } finally {
    await writer.end().finally(() => handle.close());
  }
}

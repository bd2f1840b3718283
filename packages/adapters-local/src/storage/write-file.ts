import { type FileHandle, open } from 'node:fs/promises';
import type { ByteStream } from '@cloudconvert/core';
import { attempt } from './storage-error.ts';

const ownerOnly = 0o600;
const mebibyte = 1024 ** 2;
/** How many bytes go to a file at once: fewer and larger writes cost less. */
const largestBatch = mebibyte;
/** The same for all files that are being written together, so that many need no more memory than few. */
const allBatches = 16 * mebibyte;

let filesBeingWritten = 0;

/** Makes a new file of what `source` yields. Its own errors are those of the storage, so that they differ from the source's. */
export async function writeNewFile(path: string, source: ByteStream): Promise<void> {
  const handle = await attempt(() => open(path, 'wx', ownerOnly));
  filesBeingWritten += 1;
  try {
    await fill(handle, source);
  } finally {
    filesBeingWritten -= 1;
    await handle.close();
  }
}

/** Takes the next pieces from the source while the last ones are written. */
async function fill(handle: FileHandle, source: ByteStream): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const batch of batchesOf(source)) {
      await writing;
      writing = attempt(() => writeAll(handle, batch));
      // Heard of before the next batch, or at the end.
      writing.catch(() => {});
    }
  } finally {
    await writing;
  }
}

async function* batchesOf(source: ByteStream): AsyncGenerator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    batch.push(piece);
    size += piece.length;
    if (size < Math.min(largestBatch, allBatches / filesBeingWritten)) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (size > 0) yield batch;
}

/** The system may take less than it is given, above all just before a disk is full. */
async function writeAll(handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces);
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  if (bytesWritten === size) return;
  let left = Buffer.concat(pieces).subarray(bytesWritten);
  while (left.length > 0) left = left.subarray((await handle.write(left)).bytesWritten);
}

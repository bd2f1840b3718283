import { open } from 'node:fs/promises';
import type { ByteStream } from '@cloudconvert/core';
import { BatchedWriter } from './batched-writer.ts';
import { attempt } from './storage-error.ts';

const ownerOnly = 0o600;

/** Makes a new file of what `source` yields. Its own errors are the storage's, so that they differ from the source's. */
export async function writeNewFile(path: string, source: ByteStream): Promise<void> {
  const handle = await attempt(() => open(path, 'wx', ownerOnly));
  const writer = new BatchedWriter(handle);
  try {
    for await (const piece of source) await writer.write(piece);
    await writer.flush();
  } finally {
    await writer.end().finally(() => handle.close());
  }
}

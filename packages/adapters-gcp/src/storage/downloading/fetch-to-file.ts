import { open, rm } from 'node:fs/promises';
import { type ByteStream, DomainError } from '@cloudconvert/core';
import { unavailable, WrongBytes } from '../requests/gcs-error.ts';

type OpenSource = () => Promise<ByteStream>;

const ownerOnly = 0o600;
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Puts what the source yields into a new file at `path`, or leaves nothing there. Bytes that have
 * changed on their way are fetched once more, since nobody has seen them yet.
 */
export async function fetchToFile(path: string, openSource: OpenSource): Promise<void> {
  try {
    await fetchOnce(path, openSource);
  } catch (error) {
    if (!(error instanceof DomainError && error.cause instanceof WrongBytes)) throw error;
    await fetchOnce(path, openSource);
  }
}

async function fetchOnce(path: string, openSource: OpenSource): Promise<void> {
  try {
    await writeAll(path, openSource);
  } catch (error) {
    await rm(path, { force: true });
    throw localError(error);
  }
}

async function writeAll(path: string, openSource: OpenSource): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', ownerOnly);
  try {
    for await (const piece of await openSource()) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

function localError(error: unknown): unknown {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  if (!isSystemError) return error;
  if (!fullCodes.has(error.code)) return unavailable(error);
  return new DomainError('storage_full', 'There is no room to store the file', { cause: error });
}

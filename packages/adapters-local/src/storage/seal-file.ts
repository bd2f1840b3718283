import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Stored files are never written to again, not even through a link that somebody was given. */
export const sealedMode = 0o440;

/** Makes the file at `path` what it is for good, and makes its bytes outlive a power cut. */
export async function sealFile(path: string): Promise<Stats> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await handle.chmod(sealedMode);
    return await makeDurable(handle);
  } finally {
    await handle.close();
  }
}

export async function makeDurable(handle: FileHandle): Promise<Stats> {
  await handle.datasync();
  return handle.stat();
}

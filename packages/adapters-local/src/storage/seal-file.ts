import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Stored files are for this user only, and are never written to again, not even through a link that somebody was
 * given.
 */
export const sealedMode = 0o400;

/** Makes the file at `path` what it is for good; it may not be on the disk yet. */
export async function sealFile(path: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await handle.chmod(sealedMode);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

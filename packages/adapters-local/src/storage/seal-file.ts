import { constants, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

/** Stored files are never written to again, not even through a link that somebody was given. */
const readOnly = 0o440;

/** Makes the file at `path` what it is for good, and makes its bytes outlive a power cut. */
export async function sealFile(path: string): Promise<Stats> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await handle.chmod(readOnly);
    await handle.datasync();
    return await handle.stat();
  } finally {
    await handle.close();
  }
}

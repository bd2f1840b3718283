import { lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than any upload takes. */
const maxAgeMs = 24 * 3600 * 1000;

/** Removes what processes that were killed while they wrote left in `folder`. */
export async function removeOldFiles(folder: string): Promise<void> {
  const oldest = Date.now() - maxAgeMs;
  for await (const { name } of await opendir(folder)) {
    const path = join(folder, name);
    // Another process that opens the storage at the same time may have removed it.
    const stats = await lstat(path).catch(() => undefined);
    if (stats && stats.mtimeMs < oldest) await rm(path, { force: true });
  }
}

import { lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than any upload takes. */
const maxAgeMs = 24 * 3600 * 1000;

/** Removes what processes that were killed while they wrote left in `folder`. */
export async function removeOldFiles(folder: string, signal?: AbortSignal): Promise<void> {
  const oldest = Date.now() - maxAgeMs;
  for await (const { name } of await opendir(folder)) {
    signal?.throwIfAborted();
    const path = join(folder, name);
    // Its write may end, or another process sweep, at the same moment.
    const stats = await lstat(path).catch(() => undefined);
    if (stats && stats.mtimeMs < oldest) await rm(path, { force: true });
  }
}

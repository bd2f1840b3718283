import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnService } from '../service/service.ts';
import { runProgram } from './run-program.ts';

/**
 * Removes the files that the service keeps, so that many rounds fit on the disk, and waits until nothing
 * is left to be written. The tasks stay and have lost theirs: only for a service that is thrown away.
 */
export async function discardFiles({ dataDir }: OwnService, stop: AbortSignal): Promise<void> {
  await emptyFolder(join(dataDir, 'files'));
  await quietDisk(stop);
}

/** Removes the files below `folder` and lets the folders be. */
export async function emptyFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  await Promise.all(
    files.map(({ parentPath, name }) => rm(join(parentPath, name), { force: true })),
  );
}

/** What one round left in memory would be written to the disk during the next one. */
export function quietDisk(stop: AbortSignal): Promise<void> {
  return runProgram(['sync'], { stop });
}

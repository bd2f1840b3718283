import { constants, copyFile, link, rm } from 'node:fs/promises';

/**
 * Tries to put the file at `from` also at `to` without copying: as one more name of it, or as a clone
 * that shares its bytes. `false` where the filesystem can do neither, or where there is no such file.
 */
export async function isShared(from: string, to: string): Promise<boolean> {
  if (await succeeds(link(from, to))) return true;
  await rm(to, { force: true });
  return (await succeeds(link(from, to))) || (await succeeds(clone(from, to)));
}

/** Fails at once where the filesystem would have to copy, which could not be aborted. */
function clone(from: string, to: string): Promise<void> {
  return copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
}

function succeeds(action: Promise<void>): Promise<boolean> {
  return action.then(
    () => true,
    () => false,
  );
}

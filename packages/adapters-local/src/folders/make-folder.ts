import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Nobody but this user may look. */
const ownerOnly = 0o700;

/**
 * Makes the folder at `path` as `makeFolder` does, and finds out whether this process may write there.
 * @throws the system's error, with the path that it is about
 */
export async function prepareFolder(path: string): Promise<void> {
  await makeFolder(path);
  await access(path, constants.W_OK | constants.X_OK);
}

/**
 * Makes the folder at `path`, and those above it that are missing, unless they are there.
 * @throws the system's error for the first folder that can't be made
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, ownerOnly);
  } catch (error) {
    if (await isFolder(path)) return;
    if (!(await isParentMissing(path, error))) throw error;
    await makeFolder(dirname(path));
    await makeLast(path);
  }
}

/**
 * Not by Node's recursive mkdir: where a file system refuses a new name by ENOENT, as /proc does, it takes
 * that for a missing parent and tries for ever.
 */
async function isParentMissing(path: string, error: unknown): Promise<boolean> {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing && !(await isFolder(dirname(path)));
}

/** Another process may have made it since. */
async function makeLast(path: string): Promise<void> {
  await mkdir(path, ownerOnly).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

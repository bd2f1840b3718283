import { MachineTrouble } from '@cloudconvert/core';

/** errno(3) of a system that lacks room, memory, processes or open files, or whose disk fails. */
const shortages: ReadonlySet<unknown> = new Set([
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM'],
  ...['ENOMEM', 'EAGAIN', 'EMFILE', 'ENFILE'],
]);

/**
 * Does what asks the system for files or processes of this service's own.
 * @throws MachineTrouble in place of a system's error that shows a shortage
 */
export async function withMachineTrouble<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isShortage(error)) throw error;
    throw new MachineTrouble(error.message, { cause: error });
  }
}

function isShortage(error: unknown): error is Error {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  const isSpawn = typeof error.syscall === 'string' && error.syscall.startsWith('spawn');
  return isSpawn || shortages.has(error.code);
}

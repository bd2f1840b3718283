import { DomainError } from '@cloudconvert/core';

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
const missingCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** What `action` says; its errors are told as the law of storages wants them. */
export async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw storageError(error);
  }
}

/** What the caller of a storage is told when `error` happened in it. */
export function storageError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (!fullCodes.has(codeOf(error))) return unavailable(error);
  return new DomainError('storage_full', 'There is no room to store the file', { cause: error });
}

function unavailable(cause: unknown): DomainError {
  return new DomainError('storage_unavailable', 'The storage is not available', { cause });
}

/** Whether the system says that there is no such file; a folder is none. */
export function isMissing(error: unknown): boolean {
  return missingCodes.has(codeOf(error));
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

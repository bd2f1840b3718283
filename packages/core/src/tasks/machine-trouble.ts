import { DomainError } from '../errors/domain-error.ts';
import type { ErrorCode } from '../errors/error-code.ts';

/**
 * This machine lacks something at the moment (disk, memory, processes, open files), and its system said
 * so. Only what is shown by such evidence is thrown as this: an error that nobody knows is not.
 */
export class MachineTrouble extends Error {
  override readonly name = 'MachineTrouble';
}

const troubleCodes: ReadonlySet<ErrorCode> = new Set([
  'storage_full',
  'storage_unavailable',
  'database_unavailable',
]);

/** Whether there is evidence that the machine, its storage or its database is to blame, not the file. */
export function isMachineTrouble(error: unknown): boolean {
  if (error instanceof DomainError) return troubleCodes.has(error.code);
  return error instanceof MachineTrouble;
}

import type { ErrorCode, FileStorage } from '@cloudconvert/core';
import { expect } from 'vitest';

export interface FileStorageContractOptions {
  /** A storage that works. What must be closed is closed by the factory's own `onTestFinished`. */
  readonly open: () => Promise<FileStorage>;
  /** A storage whose files can't be reached at all. */
  readonly openUnreachable: () => Promise<FileStorage>;
  /** A storage with room for a megabyte at most, or the word that there is none. */
  readonly openSmall: (() => Promise<FileStorage>) | 'grows without limit';
}

/** What a `DomainError` of this code looks like. */
export function failure(code: ErrorCode): unknown {
  return expect.objectContaining({ name: 'DomainError', code });
}

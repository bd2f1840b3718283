import type { FileStorage } from '../ports/file-storage.ts';
import { type ResultVersion, resultsOf, versionOf } from './file-key.ts';

/** Removes those results of a task's file that `isUnwanted` picks by their revision and attempt. */
export async function removeResults(
  storage: FileStorage,
  fileId: string,
  isUnwanted: (version: ResultVersion) => boolean,
  signal?: AbortSignal,
): Promise<void> {
  for await (const { key } of storage.list(resultsOf(fileId), signal)) {
    if (isUnwanted(versionOf(key))) await storage.delete(key, signal);
  }
}

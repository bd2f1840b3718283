import { allOriginals, allResults, allUploads, type FileKey } from '../../files/file-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileStorage, StoredFile } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import type { UploadRepository } from '../../ports/upload-repository.ts';

interface Dependencies {
  readonly storage: FileStorage;
  readonly tasks: TaskRepository;
  readonly uploads: UploadRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What knows which files are somebody's. */
type Records = Pick<TaskRepository, 'referenced'>;

/** No upload and no conversion takes this long, so an older file without a record will get none. */
const graceMs = 24 * 3600 * 1000;
const batchSize = 500;

/** Collects files that a crash between storing and recording, or after deleting, left behind. */
export class SweepFiles {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Answers how many files it removed. */
  async execute(signal: AbortSignal): Promise<number> {
    const { storage, tasks, uploads, logger } = this.#deps;
    await storage.removeLeftovers(signal);
    const removed =
      (await this.#sweep(allOriginals, tasks, signal)) +
      (await this.#sweep(allResults, tasks, signal)) +
      (await this.#sweep(allUploads, uploads, signal));
    if (removed > 0) logger.info({ removed }, 'files without a record removed');
    return removed;
  }

  async #sweep(prefix: FileKey, records: Records, signal: AbortSignal): Promise<number> {
    let removed = 0;
    let batch: FileKey[] = [];
    for await (const file of this.#deps.storage.list(prefix, signal)) {
      if (this.#isOld(file)) batch.push(file.key);
      if (batch.length < batchSize) continue;
      removed += await this.#removeUnreferenced(batch, records, signal);
      batch = [];
    }
    return removed + (await this.#removeUnreferenced(batch, records, signal));
  }

  #isOld({ modifiedAt }: StoredFile): boolean {
    return this.#deps.clock().getTime() - modifiedAt.getTime() > graceMs;
  }

  async #removeUnreferenced(
    keys: readonly FileKey[],
    records: Records,
    signal: AbortSignal,
  ): Promise<number> {
    const { storage } = this.#deps;
    const referenced = await records.referenced(keys);
    const orphans = keys.filter((key) => !referenced.has(key));
    for (const key of orphans) await storage.delete(key, signal);
    return orphans.length;
  }
}

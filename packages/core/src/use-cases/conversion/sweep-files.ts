import { allOriginals, allResults, type FileKey } from '../../files/file-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileStorage, StoredFile } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';

interface Dependencies {
  readonly storage: FileStorage;
  readonly tasks: TaskRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** No upload and no conversion takes this long, so an older file without a task will get none. */
const graceMs = 24 * 3600 * 1000;
const batchSize = 500;

/** Collects files that a crash between storing and recording, or after deleting, left behind. */
export class SweepFiles {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Answers how many files it removed. */
  async execute(): Promise<number> {
    let removed = 0;
    for (const prefix of [allOriginals, allResults]) removed += await this.#sweep(prefix);
    if (removed > 0) this.#deps.logger.info({ removed }, 'files without a task removed');
    return removed;
  }

  async #sweep(prefix: FileKey): Promise<number> {
    let removed = 0;
    let batch: FileKey[] = [];
    for await (const file of this.#deps.storage.list(prefix)) {
      if (this.#isOld(file)) batch.push(file.key);
      if (batch.length < batchSize) continue;
      removed += await this.#removeUnreferenced(batch);
      batch = [];
    }
    return removed + (await this.#removeUnreferenced(batch));
  }

  #isOld({ modifiedAt }: StoredFile): boolean {
    return this.#deps.clock().getTime() - modifiedAt.getTime() > graceMs;
  }

  async #removeUnreferenced(keys: readonly FileKey[]): Promise<number> {
    const { tasks, storage } = this.#deps;
    const referenced = await tasks.referenced(keys);
    const orphans = keys.filter((key) => !referenced.has(key));
    for (const key of orphans) await storage.delete(key);
    return orphans.length;
  }
}

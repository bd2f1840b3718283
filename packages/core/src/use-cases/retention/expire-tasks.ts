import { removeResults } from '../../files/remove-results.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import type { Task } from '../../tasks/task.ts';

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly storage: FileStorage;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many days files are kept after their task has ended; `undefined` for as long as the task. */
  readonly retentionDays: number | undefined;
}

const dayMs = 24 * 3600 * 1000;
const batchSize = 500;

/** Removes originals and results that were kept for as long as they are. */
export class ExpireTasks {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Answers how many tasks have expired. */
  async execute(signal: AbortSignal): Promise<number> {
    const { retentionDays, clock, logger } = this.#deps;
    if (retentionDays === undefined) return 0;
    const endedBefore = new Date(clock().getTime() - retentionDays * dayMs);
    let expired = 0;
    for (;;) {
      const count = await this.#expireSome(endedBefore, signal);
      expired += count;
      if (count < batchSize) break;
    }
    if (expired > 0) logger.info({ expired }, 'tasks expired and their files removed');
    return expired;
  }

  async #expireSome(endedBefore: Date, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    // The records go first: a crash in between leaves files without a task, which the sweep collects.
    const tasks = await this.#deps.tasks.expire(endedBefore, batchSize);
    await this.#removeOriginals(tasks, signal);
    for (const { fileId } of tasks) {
      await removeResults(this.#deps.storage, fileId, () => true, signal);
    }
    return tasks.length;
  }

  /** Tasks of a benchmark share their original, so it goes with the last of them. */
  async #removeOriginals(expired: readonly Task[], signal: AbortSignal): Promise<void> {
    const { tasks, storage } = this.#deps;
    const keys = new Set(expired.map(({ original }) => original.key));
    const referenced = await tasks.referenced([...keys]);
    for (const key of keys) if (!referenced.has(key)) await storage.delete(key, signal);
  }
}

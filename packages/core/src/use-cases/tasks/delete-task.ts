import { removeOrLeave } from '../../files/remove-or-leave.ts';
import { removeResults } from '../../files/remove-results.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import { taskNotFound } from './get-task.ts';

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly storage: FileStorage;
  readonly logger: Logger;
}

export class DeleteTask {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Removes record, original and result. A conversion under way notices that its task is gone and
   * stops.
   * @throws DomainError `not_found`
   */
  async execute(userId: number, taskId: number): Promise<void> {
    const { tasks, storage, logger } = this.#deps;
    // The record goes first: a crash in between leaves files without a task, which the sweep collects.
    const task = await tasks.remove(userId, taskId);
    if (!task) throw taskNotFound(taskId);
    await removeOrLeave(logger, async (soon) => {
      await storage.delete(task.original.key, soon);
      await removeResults(storage, task.fileId, () => true, soon);
    });
  }
}

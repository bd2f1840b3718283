import { DomainError } from '../../errors/domain-error.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import type { Task } from '../../tasks/task.ts';

export class GetTask {
  readonly #tasks: TaskRepository;

  constructor(tasks: TaskRepository) {
    this.#tasks = tasks;
  }

  /** @throws DomainError `not_found`, also for the task of another */
  async execute(userId: number, taskId: number): Promise<Task> {
    const task = await this.#tasks.find(userId, taskId);
    if (!task) throw taskNotFound(taskId);
    return task;
  }
}

/** The answer for a task that doesn't exist, and for one that belongs to another. */
export function taskNotFound(taskId: number): DomainError {
  return new DomainError('not_found', `You have no task ${taskId}`);
}

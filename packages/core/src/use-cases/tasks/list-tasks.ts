import type { TaskPageQuery, TaskRepository } from '../../ports/task-repository.ts';
import type { Task } from '../../tasks/task.ts';

export interface TaskPage {
  readonly tasks: readonly Task[];
  /** `before` of the next page; absent on the last one. */
  readonly next?: number;
}

/** How many tasks are in memory at once while all are listed. */
const batchSize = 500;

export class ListTasks {
  readonly #tasks: TaskRepository;

  constructor(tasks: TaskRepository) {
    this.#tasks = tasks;
  }

  /** One page of the person's tasks, newest first. */
  async page(userId: number, query: TaskPageQuery): Promise<TaskPage> {
    const found = await this.#tasks.page(userId, { ...query, limit: query.limit + 1 });
    const tasks = found.slice(0, query.limit);
    const last = tasks.at(-1);
    return found.length > query.limit && last ? { tasks, next: last.id } : { tasks };
  }

  /** All of the person's tasks, newest first, in memory that doesn't grow with their number. */
  async *all(userId: number, query: Omit<TaskPageQuery, 'limit'>): AsyncGenerator<Task> {
    let page = await this.page(userId, { ...query, limit: batchSize });
    yield* page.tasks;
    while (page.next !== undefined) {
      page = await this.page(userId, { ...query, limit: batchSize, before: page.next });
      yield* page.tasks;
    }
  }
}

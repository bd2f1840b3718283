import { removeResults } from '../../files/remove-results.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { ReceivedJob } from '../../ports/job-consumer.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TaskRepository } from '../../ports/task-repository.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import { failureOf } from '../../tasks/task-failure.ts';

interface Dependencies {
  readonly tasks: TaskRepository;
  readonly unitOfWork: UnitOfWork;
  readonly storage: FileStorage;
  readonly logger: Logger;
}

/** Ends a task whose job was delivered as often as it may be: each time the machine was in trouble. */
export class GiveUpTask {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async execute({ payload }: ReceivedJob<'convert-given-up'>): Promise<void> {
    const { taskId, revision, requestId } = payload;
    const task = await this.#deps.tasks.findRevision(payload);
    if (!task || !(await this.#fail(payload))) return;
    this.#deps.logger.error({ taskId, revision, requestId }, 'gave up after the last attempt');
    await removeResults(this.#deps.storage, task.fileId, (version) => version.revision <= revision);
  }

  #fail(payload: ReceivedJob<'convert-given-up'>['payload']): Promise<boolean> {
    return this.#deps.unitOfWork.run(async ({ tasks, jobs }) => {
      const isOurs = await tasks.giveUp(payload, failureOf('unavailable'));
      if (isOurs) await jobs.send('notify', payload);
      return isOurs;
    });
  }
}

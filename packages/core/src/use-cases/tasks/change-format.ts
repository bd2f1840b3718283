import { DomainError } from '../../errors/domain-error.ts';
import { removeOrLeave } from '../../files/remove-or-leave.ts';
import { type ConversionOptions, checkOptions } from '../../formats/conversion-options.ts';
import { findFormat } from '../../formats/find-format.ts';
import type { FormatName } from '../../formats/format-name.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Transaction, UnitOfWork } from '../../ports/unit-of-work.ts';
import type { Task } from '../../tasks/task.ts';
import { isFinal } from '../../tasks/task-status.ts';
import { enqueueConversion } from './enqueue-conversion.ts';
import type { FormatAvailability } from './format-availability.ts';
import { taskNotFound } from './get-task.ts';
import { tooManyTasks } from './record-task.ts';

export interface ChangeFormatRequest {
  readonly userId: number;
  readonly taskId: number;
  readonly newFormat: string;
  readonly options: ConversionOptions;
  readonly requestId: string;
}

interface Dependencies {
  readonly unitOfWork: UnitOfWork;
  readonly storage: FileStorage;
  readonly formats: FormatAvailability;
  readonly logger: Logger;
  /** How many tasks of one user may be unfinished at once. */
  readonly maxUnfinished: number;
}

export class ChangeFormat {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Converts the original again, as a new revision: the previous result is gone, and what still runs
   * for the previous revision can no longer publish.
   * @throws DomainError `not_found`, `task_expired` when the original is gone, `unsupported_format`,
   * `format_unavailable`, `invalid_field`, `too_many_tasks`
   */
  async execute(request: ChangeFormatRequest): Promise<Task> {
    const format = findFormat(request.newFormat);
    checkOptions(format, request.options);
    await this.#deps.formats.check(format.name);
    const { before, after } = await this.#revise(request, format.name);
    const { storage, logger } = this.#deps;
    const previous = before.result?.key;
    if (previous) await removeOrLeave(logger, (soon) => storage.delete(previous, soon));
    return after;
  }

  #revise(request: ChangeFormatRequest, newFormat: FormatName) {
    const { userId, taskId, options, requestId } = request;
    const { unitOfWork, maxUnfinished } = this.#deps;
    return unitOfWork.runInTurn(userId, async (transaction) => {
      const unfinished = await transaction.tasks.countUnfinished(userId);
      const revised = await transaction.tasks.revise(userId, taskId, { newFormat, options });
      if (!revised) throw await refusal(transaction, request);
      const isOneMore = isFinal(revised.before.status);
      if (isOneMore && unfinished >= maxUnfinished) throw tooManyTasks(maxUnfinished);
      await enqueueConversion(transaction, revised.after, requestId);
      return revised;
    });
  }
}

async function refusal(
  { tasks }: Transaction,
  { userId, taskId }: ChangeFormatRequest,
): Promise<DomainError> {
  const task = await tasks.find(userId, taskId);
  if (task?.status !== 'expired') return taskNotFound(taskId);
  const message = 'The original was kept for as long as files are and is gone; upload it again';
  return new DomainError('task_expired', message);
}

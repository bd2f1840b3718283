import { isRefusal } from '../../errors/is-refusal.ts';
import { type ConversionOptions, checkOptions } from '../../formats/conversion-options.ts';
import { findFormat } from '../../formats/find-format.ts';
import type { NewTask } from '../../ports/task-repository.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import { checkFileName } from '../../tasks/file-name.ts';
import type { Task } from '../../tasks/task.ts';
import type { FormatAvailability } from './format-availability.ts';
import type { ReceiveUpload, Upload } from './receive-upload.ts';
import { recordTask } from './record-task.ts';

export interface SubmitTaskRequest {
  readonly userId: number;
  readonly upload: Upload;
  /** As the person gave it. */
  readonly fileName: string;
  readonly newFormat: string;
  readonly options: ConversionOptions;
  readonly requestId: string;
}

interface Dependencies {
  readonly unitOfWork: UnitOfWork;
  readonly receiveUpload: ReceiveUpload;
  readonly formats: FormatAvailability;
  /** How many tasks of one user may be unfinished at once. */
  readonly maxUnfinished: number;
}

export class SubmitTask {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Records the task of a stored upload and sends its job; when it is refused, the upload is gone.
   * @throws DomainError `unsupported_format`, `format_unavailable`, `invalid_field`, `too_many_tasks`
   */
  async execute(request: SubmitTaskRequest): Promise<Task> {
    try {
      return await this.#record(await this.#check(request), request.requestId);
    } catch (error) {
      // A database that went away may have committed: the file stays, for its row or for the sweep.
      if (isRefusal(error)) await this.#deps.receiveUpload.discard(request.upload);
      throw error;
    }
  }

  async #check(request: SubmitTaskRequest): Promise<NewTask> {
    const { userId, upload, options } = request;
    const name = checkFileName(request.fileName);
    const format = findFormat(request.newFormat);
    checkOptions(format, options);
    await this.#deps.formats.check(format.name);
    const { key, size } = upload.file;
    const original = { key, name, size };
    return { userId, fileId: upload.fileId, newFormat: format.name, options, original };
  }

  #record(task: NewTask, requestId: string): Promise<Task> {
    const { unitOfWork, maxUnfinished } = this.#deps;
    return unitOfWork.runInTurn(task.userId, (transaction) =>
      recordTask(transaction, task, maxUnfinished, requestId),
    );
  }
}

import { DomainError } from '../../errors/domain-error.ts';
import type { ErrorCode } from '../../errors/error-code.ts';
import { isRefusal } from '../../errors/is-refusal.ts';
import { uploadKey } from '../../files/file-key.ts';
import { removeOrLeave } from '../../files/remove-or-leave.ts';
import { type ConversionOptions, checkOptions } from '../../formats/conversion-options.ts';
import { findFormat } from '../../formats/find-format.ts';
import type { FormatName } from '../../formats/format-name.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Logger } from '../../ports/logger.ts';
import type { NewTask, TaskRepository } from '../../ports/task-repository.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import type { UploadRepository } from '../../ports/upload-repository.ts';
import type { Task } from '../../tasks/task.ts';
import type { PendingUpload } from '../../uploads/pending-upload.ts';
import type { FormatAvailability } from '../tasks/format-availability.ts';
import type { Upload } from '../tasks/receive-upload.ts';
import { checkUnfinished, recordTask } from '../tasks/record-task.ts';
import { claimUpload } from './claim-upload.ts';
import { uploadNotFound } from './upload-errors.ts';

export interface SubmitUploadRequest {
  readonly userId: number;
  readonly uploadId: string;
  readonly newFormat: string;
  readonly options: ConversionOptions;
  readonly requestId: string;
}

interface Dependencies {
  readonly uploads: UploadRepository;
  readonly tasks: TaskRepository;
  readonly unitOfWork: UnitOfWork;
  readonly storage: FileStorage;
  readonly formats: FormatAvailability;
  readonly newId: IdSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many tasks of one user may be unfinished at once. */
  readonly maxUnfinished: number;
}

/** Less than a client or a load balancer waits for an answer, and ample for a copy and an MD5. */
const copyWithinMs = 50_000;

export class SubmitUpload {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Makes a task of an upload whose bytes have arrived, once. When it is refused, or `signal` aborts
   * before the task is recorded, the upload is as it was, and can be claimed by another request; one
   * that is not what was announced is gone.
   * @throws DomainError `not_found`, `upload_incomplete`, `upload_mismatch`, `not_audio`,
   * `unsupported_format`, `format_unavailable`, `invalid_field`, `too_many_tasks`
   */
  async execute(request: SubmitUploadRequest, signal?: AbortSignal): Promise<Task> {
    const format = findFormat(request.newFormat);
    checkOptions(format, request.options);
    await this.#deps.formats.check(format.name);
    const { tasks, maxUnfinished } = this.#deps;
    // Asked again when the task is recorded; before the copy, which costs more than the question.
    await checkUnfinished(tasks, request.userId, maxUnfinished);
    const pending = await this.#find(request);
    const task = await this.#claim(pending, request, format.name, signal);
    await this.#removeBytes(pending);
    return task;
  }

  async #find({ userId, uploadId }: SubmitUploadRequest): Promise<PendingUpload> {
    const pending = await this.#deps.uploads.findOwn(userId, uploadId);
    if (!pending || pending.expiresAt < this.#deps.clock()) throw uploadNotFound();
    return pending;
  }

  async #claim(
    pending: PendingUpload,
    request: SubmitUploadRequest,
    newFormat: FormatName,
    signal?: AbortSignal,
  ): Promise<Task> {
    const { userId, options, requestId } = request;
    const { fileId, file } = await this.#copy(pending, request, signal);
    const original = { key: file.key, name: pending.name, size: file.size };
    try {
      const task = { userId, fileId, newFormat, options, original };
      return await this.#record(pending.id, task, requestId);
    } catch (error) {
      const { storage, logger } = this.#deps;
      if (isRefusal(error)) await removeOrLeave(logger, (soon) => storage.delete(file.key, soon));
      throw error;
    }
  }

  async #copy(
    pending: PendingUpload,
    request: SubmitUploadRequest,
    signal?: AbortSignal,
  ): Promise<Upload> {
    const deadline = AbortSignal.timeout(copyWithinMs);
    try {
      const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
      return await claimUpload(this.#deps, pending, either);
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw tooSlow(error);
      if (hasCode(error, 'upload_mismatch')) await this.#drop(pending);
      // The bytes are gone, too, when another request has made a task of them in the meantime.
      if (hasCode(error, 'upload_incomplete')) await this.#find(request);
      throw error;
    }
  }

  #record(uploadId: string, task: NewTask, requestId: string): Promise<Task> {
    const { unitOfWork, maxUnfinished } = this.#deps;
    return unitOfWork.runInTurn(task.userId, async (transaction) => {
      // Whoever removes the record has the upload: a second request finds nothing to remove.
      if (!(await transaction.uploads.remove(uploadId))) throw uploadNotFound();
      return recordTask(transaction, task, maxUnfinished, requestId);
    });
  }

  /** Bytes that are wrong once stay wrong, and comparing them costs as much each time. */
  async #drop(pending: PendingUpload): Promise<void> {
    await this.#deps.uploads.remove(pending.id);
    await this.#removeBytes(pending);
  }

  #removeBytes({ id }: PendingUpload): Promise<void> {
    const { storage, logger } = this.#deps;
    return removeOrLeave(logger, (soon) => storage.delete(uploadKey(id), soon));
  }
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof DomainError && error.code === code;
}

function tooSlow(cause: unknown): DomainError {
  return new DomainError('storage_unavailable', 'The storage took too long', { cause });
}

import { DomainError } from '../../errors/domain-error.ts';
import { tooLarge } from '../../files/too-large.ts';
import { findFormat } from '../../formats/find-format.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DirectUploads, UploadTarget } from '../../ports/direct-uploads.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import type { UploadRepository } from '../../ports/upload-repository.ts';
import { checkFileName } from '../../tasks/file-name.ts';
import type { PendingUpload } from '../../uploads/pending-upload.ts';
import type { FormatAvailability } from '../tasks/format-availability.ts';

export interface OpenUploadRequest {
  readonly userId: number;
  readonly fileName: string;
  /** bytes */
  readonly size: number;
  /** Checked now, so that nothing is sent in vain. */
  readonly newFormat: string;
  readonly contentType: string;
  /** In base64, as in `Content-MD5`. */
  readonly md5?: string;
}

/** What a client needs to send the bytes by itself. */
export interface OpenedUpload {
  readonly upload: PendingUpload;
  readonly target: UploadTarget;
}

interface Dependencies {
  readonly uploads: UploadRepository;
  readonly unitOfWork: UnitOfWork;
  readonly directUploads: DirectUploads;
  readonly formats: FormatAvailability;
  readonly newId: IdSource;
  readonly clock: Clock;
  /** bytes */
  readonly maxBytes: number;
  /** For how long an upload can be sent and claimed. */
  readonly ttlSeconds: number;
  /** How many uploads one user may have open at once. */
  readonly maxOpen: number;
}

export class OpenUpload {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Records that a file will come and opens the way for its bytes, which don't pass through here
   * where the storage takes them from clients.
   * @throws DomainError `invalid_field`, `file_too_large`, `unsupported_format`, `format_unavailable`,
   * `too_many_uploads`
   */
  async execute(request: OpenUploadRequest, signal?: AbortSignal): Promise<OpenedUpload> {
    const { uploads, directUploads, formats } = this.#deps;
    const upload = this.#describe(request);
    await formats.check(findFormat(request.newFormat).name);
    await this.#record(upload);
    try {
      return { upload, target: await directUploads.open(upload, signal) };
    } catch (error) {
      await uploads.remove(upload.id);
      throw error;
    }
  }

  /** What is open takes room, and nobody has to claim it. */
  #record(upload: PendingUpload): Promise<void> {
    const { unitOfWork, clock, maxOpen } = this.#deps;
    return unitOfWork.runInTurn(upload.userId, async ({ uploads }) => {
      if ((await uploads.countOpen(upload.userId, clock())) >= maxOpen) throw tooMany(maxOpen);
      await uploads.insert(upload);
    });
  }

  #describe({ userId, fileName, size, contentType, md5 }: OpenUploadRequest): PendingUpload {
    const { newId, clock, maxBytes, ttlSeconds } = this.#deps;
    const name = checkFileName(fileName);
    checkSize(size, maxBytes);
    const expiresAt = new Date(clock().getTime() + ttlSeconds * 1000);
    return { id: newId(), userId, name, size, md5: md5 ?? null, contentType, expiresAt };
  }
}

function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes) throw tooLarge(maxBytes, 'size');
  if (Number.isSafeInteger(size) && size > 0) return;
  throw new DomainError('invalid_field', 'size must be a whole number of bytes, 1 or more', {
    field: 'size',
  });
}

function tooMany(maxOpen: number): DomainError {
  const message = `You have ${maxOpen} uploads open, as many as you may; make tasks of them first`;
  return new DomainError('too_many_uploads', message);
}

import { isRefusal } from '../../errors/is-refusal.ts';
import { findFormat } from '../../formats/find-format.ts';
import { lowestPriority } from '../../ports/job-queue.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import { checkFileName } from '../../tasks/file-name.ts';
import type { FormatAvailability } from '../tasks/format-availability.ts';
import type { ReceiveUpload, Upload } from '../tasks/receive-upload.ts';

export interface StartBenchmarkRequest {
  readonly upload: Upload;
  readonly fileName: string;
  readonly newFormat: string;
  readonly taskNumber: number;
  readonly requestId: string;
}

interface Dependencies {
  readonly unitOfWork: UnitOfWork;
  readonly receiveUpload: ReceiveUpload;
  readonly formats: FormatAvailability;
}

export class StartBenchmark {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Records and enqueues as many tasks as asked for, all of which convert the one stored file; when it
   * is refused, the file is gone.
   * @throws DomainError `unsupported_format`, `format_unavailable`, `invalid_field`
   */
  async execute(request: StartBenchmarkRequest): Promise<void> {
    try {
      await this.#record(request);
    } catch (error) {
      if (isRefusal(error)) await this.#deps.receiveUpload.discard(request.upload);
      throw error;
    }
  }

  async #record({ upload, fileName, newFormat, taskNumber, requestId }: StartBenchmarkRequest) {
    const name = checkFileName(fileName);
    const format = findFormat(newFormat);
    await this.#deps.formats.check(format.name);
    const { key, size } = upload.file;
    const task = { newFormat: format.name, options: {}, original: { key, name, size } };
    await this.#deps.unitOfWork.run(async ({ benchmarks, jobs }) => {
      const revisions = await benchmarks.insert(upload.fileId, task, taskNumber);
      await jobs.sendAll(
        'convert',
        revisions.map((revision) => ({ ...revision, requestId })),
        // Nobody who needs a file waits for a measurement.
        { priority: lowestPriority },
      );
    });
  }
}

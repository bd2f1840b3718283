import type { FileKey } from '../../files/file-key.ts';
import type { AudioFormat } from '../../formats/audio-format.ts';
import type { ConversionOptions } from '../../formats/conversion-options.ts';
import type { FileStorage, StoredFile } from '../../ports/file-storage.ts';
import type { ScratchDirectory, ScratchSpace } from '../../ports/scratch-space.ts';
import type { Transcoder } from '../../ports/transcoder.ts';
import type { TaskAttempt } from '../../tasks/task.ts';
import type { TaskWarning } from '../../tasks/task-warning.ts';

export interface ConvertFileRequest {
  readonly source: FileKey;
  readonly target: FileKey;
  readonly format: AudioFormat;
  readonly options: ConversionOptions;
  /** Names the scratch directory. */
  readonly attempt: TaskAttempt;
  readonly signal: AbortSignal;
  readonly onProgress: (percent: number) => void;
  /** Called once the result is there and only has to be stored. */
  readonly onTranscoded?: () => void;
}

/** The stored result. */
export interface ConvertedFile extends StoredFile {
  readonly warnings: readonly TaskWarning[];
}

interface Dependencies {
  readonly storage: FileStorage;
  readonly scratch: ScratchSpace;
  readonly transcoder: Transcoder;
}

/** From a stored file to a stored file in another format; knows nothing of tasks and queues. */
export class ConvertFile {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** @throws ConversionError when the reason is in the file */
  async execute(request: ConvertFileRequest): Promise<ConvertedFile> {
    const directory = await this.#deps.scratch.open(request.attempt);
    try {
      return await this.#convertIn(directory, request);
    } finally {
      await directory.remove();
    }
  }

  async #convertIn(
    directory: ScratchDirectory,
    request: ConvertFileRequest,
  ): Promise<ConvertedFile> {
    const { storage, transcoder } = this.#deps;
    const { input, output } = directory;
    const { source, target, attempt, format, options, onProgress } = request;
    const signal = AbortSignal.any([request.signal, directory.full]);
    await storage.fetchTo(input, source, signal);
    const { taskId } = attempt;
    const { warnings } = await transcoder.transcode({
      ...{ input, output, format, options, signal, onProgress, taskId },
    });
    request.onTranscoded?.();
    return { ...(await storage.storeFrom(output, target, request.signal)), warnings };
  }
}

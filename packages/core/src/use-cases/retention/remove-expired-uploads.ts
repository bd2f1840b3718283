import { uploadKey } from '../../files/file-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileStorage } from '../../ports/file-storage.ts';
import type { Logger } from '../../ports/logger.ts';
import type { UploadRepository } from '../../ports/upload-repository.ts';

interface Dependencies {
  readonly uploads: UploadRepository;
  readonly storage: FileStorage;
  readonly clock: Clock;
  readonly logger: Logger;
}

const batchSize = 500;

/** Removes uploads that nobody has claimed in time. */
export class RemoveExpiredUploads {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Answers how many it removed. */
  async execute(signal: AbortSignal): Promise<number> {
    let removed = 0;
    for (;;) {
      const count = await this.#removeSome(signal);
      removed += count;
      if (count < batchSize) break;
    }
    if (removed > 0) this.#deps.logger.info({ removed }, 'unclaimed uploads removed');
    return removed;
  }

  async #removeSome(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const { uploads, storage, clock } = this.#deps;
    const expired = await uploads.removeExpired(clock(), batchSize);
    for (const { id } of expired) await storage.delete(uploadKey(id), signal);
    return expired.length;
  }
}

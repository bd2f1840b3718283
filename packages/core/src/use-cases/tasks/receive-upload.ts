import { checkedSignature } from '../../files/checked-signature.ts';
import { type FileKey, originalKey } from '../../files/file-key.ts';
import { removeOrLeave } from '../../files/remove-or-leave.ts';
import { tooLarge } from '../../files/too-large.ts';
import type { ByteStream, FileStorage, StoredFile } from '../../ports/file-storage.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Logger } from '../../ports/logger.ts';

/** A file that is stored and belongs to no task yet. */
export interface Upload {
  readonly fileId: string;
  readonly file: StoredFile;
}

interface Dependencies {
  readonly storage: FileStorage;
  readonly newId: IdSource;
  /** bytes */
  readonly maxBytes: number;
  readonly logger: Logger;
}

export class ReceiveUpload {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * Streams a file into storage; when it is refused, or the source or `signal` ends it early, nothing
   * stays.
   * @throws DomainError `not_audio` when its first bytes say so, `file_too_large`
   */
  async execute(source: ByteStream, signal?: AbortSignal): Promise<Upload> {
    const { storage, newId, maxBytes } = this.#deps;
    const fileId = newId();
    const key = originalKey(fileId);
    const bytes = limited(checkedSignature(source, 'fileName'), maxBytes);
    try {
      return { fileId, file: await storage.write(key, bytes, signal) };
    } catch (error) {
      // The last bytes may have arrived, and only the word of it not.
      await this.#remove(key);
      throw error;
    }
  }

  /** Removes an upload that no task will claim; what can't be removed now is left to the sweep. */
  discard({ file }: Upload): Promise<void> {
    return this.#remove(file.key);
  }

  #remove(key: FileKey): Promise<void> {
    const { storage, logger } = this.#deps;
    return removeOrLeave(logger, (soon) => storage.delete(key, soon));
  }
}

async function* limited(source: ByteStream, maxBytes: number): ByteStream {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

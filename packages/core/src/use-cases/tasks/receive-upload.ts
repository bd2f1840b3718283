import { DomainError } from '../../errors/domain-error.ts';
import { originalKey } from '../../files/file-key.ts';
import { checkSignature, signatureLength } from '../../files/file-signature.ts';
import type { ByteStream, FileStorage, StoredFile } from '../../ports/file-storage.ts';
import type { IdSource } from '../../ports/id-source.ts';

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
    const file = await storage.write(originalKey(fileId), inspect(source, maxBytes), signal);
    return { fileId, file };
  }

  /** Removes an upload that no task will claim. */
  discard(upload: Upload): Promise<void> {
    return this.#deps.storage.delete(upload.file.key);
  }
}

async function* inspect(source: ByteStream, maxBytes: number): ByteStream {
  let head = new Uint8Array(0);
  let size = 0;
  for await (const chunk of source) {
    if (head.length < signatureLength) {
      head = extend(head, chunk);
      if (head.length >= signatureLength) checkSignature(head);
    }
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
  if (head.length < signatureLength) checkSignature(head);
}

function extend(head: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const missing = signatureLength - head.length;
  return Uint8Array.from([...head, ...chunk.subarray(0, missing)]);
}

/** The refusal of a file of more than `maxBytes`. */
export function tooLarge(maxBytes: number): DomainError {
  const mebibytes = Math.floor(maxBytes / 1024 ** 2);
  const limit = mebibytes > 0 ? `${mebibytes} MiB` : `${maxBytes} bytes`;
  return new DomainError('file_too_large', `The file may have at most ${limit}`, {
    field: 'fileName',
  });
}

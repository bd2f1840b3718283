import { checkedSignature } from '../../files/checked-signature.ts';
import { uploadKey } from '../../files/file-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ByteStream, FileStorage } from '../../ports/file-storage.ts';
import type { UploadLinks } from '../../ports/upload-links.ts';
import type { UploadRepository } from '../../ports/upload-repository.ts';
import type { PendingUpload } from '../../uploads/pending-upload.ts';
import { uploadMismatch, uploadNotFound } from './upload-errors.ts';

interface Dependencies {
  readonly uploads: UploadRepository;
  readonly links: UploadLinks;
  readonly storage: FileStorage;
  readonly clock: Clock;
}

/** Takes the bytes of an upload where the storage can't take them from clients by itself. */
export class StoreUpload {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /**
   * The upload that a signed URL names.
   * @throws DomainError `not_found` when the URL is forged or expired, or the upload claimed
   */
  async find(uploadId: string, query: Readonly<Record<string, unknown>>): Promise<PendingUpload> {
    const isGenuine = this.#deps.links.verify(uploadId, query);
    const upload = isGenuine ? await this.#findPending(uploadId) : undefined;
    if (!upload) throw uploadNotFound();
    return upload;
  }

  /**
   * Streams the bytes into storage, in place of what was sent before. What was sent before stays when
   * they are refused, or the source or `signal` ends early.
   * @throws DomainError `upload_mismatch` when they are more or fewer than announced, `not_audio`,
   * `not_found` when the upload was claimed or has expired in the meantime
   */
  async execute(upload: PendingUpload, source: ByteStream, signal?: AbortSignal): Promise<void> {
    const { storage } = this.#deps;
    const key = uploadKey(upload.id);
    await storage.write(key, exactly(upload.size, checkedSignature(source)), signal);
    if (await this.#findPending(upload.id)) return;
    await storage.delete(key);
    throw uploadNotFound();
  }

  async #findPending(uploadId: string): Promise<PendingUpload | undefined> {
    const { uploads, clock } = this.#deps;
    const upload = await uploads.find(uploadId);
    return upload && upload.expiresAt >= clock() ? upload : undefined;
  }
}

async function* exactly(size: number, source: ByteStream): ByteStream {
  let received = 0;
  for await (const piece of source) {
    received += piece.length;
    if (received > size) throw uploadMismatch(`more than the ${size} bytes that were announced`);
    yield piece;
  }
  if (received < size) throw uploadMismatch(`${received} bytes, not the ${size} announced`);
}

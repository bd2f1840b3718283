import type { PendingUpload } from '../uploads/pending-upload.ts';

/** Where and how a client sends the bytes of one upload, in one request. */
export interface UploadTarget {
  readonly method: 'PUT';
  /** Good for this one upload; whoever has it can send the bytes. */
  readonly url: string;
  /** To be sent with the request, beside `Content-Length`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Lets clients send bytes to the storage by themselves. */
export interface DirectUploads {
  /**
   * Opens the way for the bytes of `upload` to `uploadKey(upload.id)`, until it expires.
   * @throws DomainError `storage_unavailable`
   */
  open(upload: PendingUpload, signal?: AbortSignal): Promise<UploadTarget>;
}

import type { FileKey } from '../files/file-key.ts';
import type { PendingUpload } from '../uploads/pending-upload.ts';

/** The record of uploads that are announced and not claimed yet. */
export interface UploadRepository {
  insert(upload: PendingUpload): Promise<void>;
  /** For whoever holds the signed URL of an upload. */
  find(uploadId: string): Promise<PendingUpload | undefined>;
  /** What belongs to another is as absent as what never was. */
  findOwn(userId: number, uploadId: string): Promise<PendingUpload | undefined>;
  /** How many of the person's uploads have not expired by `now`. */
  countOpen(userId: number, now: Date): Promise<number>;
  /** Removes the record. `false` when there was none: somebody else has claimed or removed it. */
  remove(uploadId: string): Promise<boolean>;
  /** Removes up to `limit` records that expired before `now`, and answers them. */
  removeExpired(now: Date, limit: number): Promise<readonly PendingUpload[]>;
  /** Which of `keys` are where the bytes of some upload go. */
  referenced(keys: readonly FileKey[]): Promise<ReadonlySet<FileKey>>;
}

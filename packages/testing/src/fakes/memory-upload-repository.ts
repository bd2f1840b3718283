import {
  type FileKey,
  type PendingUpload,
  type UploadRepository,
  uploadKey,
} from '@cloudconvert/core';
import { MemoryUploadTable } from './memory-upload-table.ts';

export class MemoryUploadRepository implements UploadRepository {
  readonly #table: MemoryUploadTable;

  constructor(table = new MemoryUploadTable()) {
    this.#table = table;
  }

  async insert(upload: PendingUpload): Promise<void> {
    this.#table.insert(upload);
  }

  async find(uploadId: string): Promise<PendingUpload | undefined> {
    return this.#table.get(uploadId);
  }

  async findOwn(userId: number, uploadId: string): Promise<PendingUpload | undefined> {
    const upload = this.#table.get(uploadId);
    return upload?.userId === userId ? upload : undefined;
  }

  async countOpen(userId: number, now: Date): Promise<number> {
    const own = this.#table.all().filter((upload) => upload.userId === userId);
    return own.filter(({ expiresAt }) => expiresAt >= now).length;
  }

  async remove(uploadId: string): Promise<boolean> {
    return this.#table.delete(uploadId);
  }

  async removeExpired(now: Date, limit: number): Promise<readonly PendingUpload[]> {
    const expired = this.#table
      .all()
      .filter(({ expiresAt }) => expiresAt < now)
      .slice(0, limit);
    for (const { id } of expired) this.#table.delete(id);
    return expired;
  }

  async referenced(keys: readonly FileKey[]): Promise<ReadonlySet<FileKey>> {
    const used = new Set(this.#table.all().map(({ id }) => uploadKey(id)));
    return new Set(keys.filter((key) => used.has(key)));
  }
}

import type { PendingUpload } from '@cloudconvert/core';

/** The rows that the repositories in memory share. */
export class MemoryUploadTable {
  #rows = new Map<string, PendingUpload>();

  insert(upload: PendingUpload): void {
    this.#rows.set(upload.id, upload);
  }

  get(id: string): PendingUpload | undefined {
    return this.#rows.get(id.toLowerCase());
  }

  /** Whether there was one. */
  delete(id: string): boolean {
    return this.#rows.delete(id.toLowerCase());
  }

  /** Oldest first. */
  all(): PendingUpload[] {
    return [...this.#rows.values()];
  }

  /** Answers what puts all rows back as they are now. */
  savepoint(): () => void {
    const saved = new Map(this.#rows);
    return () => {
      this.#rows = saved;
    };
  }
}

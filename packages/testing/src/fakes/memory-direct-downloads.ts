import type { DirectDownloads, DownloadName, FileKey } from '@cloudconvert/core';

/** Serves nothing; its URLs tell what they were asked for. */
export class MemoryDirectDownloads implements DirectDownloads {
  /** Where files would be served; `undefined` while the service serves them itself. */
  base: string | undefined;

  async urlOf(
    key: FileKey,
    { name, mimeType }: DownloadName,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    signal?.throwIfAborted();
    if (this.base === undefined) return undefined;
    return `${this.base}/${key}?${new URLSearchParams({ name, type: mimeType })}`;
  }
}

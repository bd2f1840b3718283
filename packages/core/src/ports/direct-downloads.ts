import type { FileKey } from '../files/file-key.ts';

/** What a downloaded file is called and is. */
export interface DownloadName {
  readonly name: string;
  readonly mimeType: string;
}

/** Lets clients fetch bytes from the storage by themselves. */
export interface DirectDownloads {
  /**
   * A URL that serves the file as an attachment for some minutes, without looking whether it is there;
   * `undefined` where this service serves files itself.
   * @throws DomainError `storage_unavailable`
   */
  urlOf(key: FileKey, as: DownloadName, signal?: AbortSignal): Promise<string | undefined>;
}

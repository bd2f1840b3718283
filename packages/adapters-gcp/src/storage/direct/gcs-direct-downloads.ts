import {
  asciiName,
  type DirectDownloads,
  type DownloadName,
  type FileKey,
} from '@cloudconvert/core';
import { create } from 'content-disposition';
import { attempt } from '../requests/attempt.ts';
import { type SignedTarget, signUrl } from './sign-url.ts';

/** Enough to follow a redirect and to resume soon after a broken connection. */
const validMs = 5 * 60 * 1000;

/** Gives out signed URLs at which Cloud Storage serves a file by itself. */
export class GcsDirectDownloads implements DirectDownloads {
  readonly #target: SignedTarget;

  constructor(target: SignedTarget) {
    this.#target = target;
  }

  urlOf(key: FileKey, as: DownloadName, signal?: AbortSignal): Promise<string> {
    const wanted = {
      action: 'read',
      expires: Date.now() + validMs,
      responseDisposition: create(as.name, { fallback: asciiName(as.name) }),
      responseType: as.mimeType,
    } as const;
    return attempt(signal, () => signUrl(this.#target, key, wanted, signal));
  }
}

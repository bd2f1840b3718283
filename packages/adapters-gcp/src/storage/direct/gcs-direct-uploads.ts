import {
  type DirectUploads,
  type PendingUpload,
  type UploadTarget,
  uploadKey,
} from '@cloudconvert/core';
import { locationIn } from '../objects/gcs-bucket.ts';
import { readAnswer } from '../requests/answered-text.ts';
import { attempt } from '../requests/attempt.ts';
import { type SignedTarget, signUrl } from './sign-url.ts';

/** What a header may hold (RFC 9110, 5.5), without bytes whose meaning nobody knows. */
const headerText = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const anyBytes = 'application/octet-stream';

/**
 * Opens upload sessions that anybody who has their URL can send the bytes to. What the session takes
 * is bound by the signature of the request that begins it.
 */
export class GcsDirectUploads implements DirectUploads {
  readonly #target: SignedTarget;
  readonly #origin: string;

  /** @param origin of the pages that may send bytes, where the bucket's CORS rules allow it, too */
  constructor(target: SignedTarget, origin: string) {
    this.#target = target;
    this.#origin = origin;
  }

  open(upload: PendingUpload, signal?: AbortSignal): Promise<UploadTarget> {
    return attempt(signal, async () => ({
      method: 'PUT',
      url: await this.#beginSession(upload, signal),
      headers: uploadHeaders(upload),
    }));
  }

  /** The server begins the session, so that the client sends one request whatever the storage is. */
  async #beginSession(upload: PendingUpload, signal?: AbortSignal): Promise<string> {
    const { client } = this.#target;
    const contentType = headerText.test(upload.contentType) ? upload.contentType : anyBytes;
    const extensionHeaders = startHeaders(upload);
    const expires = upload.expiresAt;
    const wanted = { action: 'resumable', expires, contentType, extensionHeaders } as const;
    const url = new URL(await signUrl(this.#target, uploadKey(upload.id), wanted, signal));
    const headers = {
      ...extensionHeaders,
      'content-type': contentType,
      'content-length': '0',
      'x-goog-resumable': 'start',
      // The session answers pages of the origin that began it (Cloud Storage, "CORS requests").
      origin: this.#origin,
    };
    return client.patiently(signal, async () => {
      const response = await client.send({ method: 'POST', url, headers }, signal);
      const answer = await readAnswer(response, [200, 201], client.timing.stallMs);
      return locationIn(answer).href;
    });
  }
}

/** So many bytes, and only while there are none yet. */
function startHeaders({ size }: PendingUpload): Readonly<Record<string, string>> {
  return { 'x-goog-content-length-range': `${size},${size}`, 'x-goog-if-generation-match': '0' };
}

/** Sessions take a checksum with the bytes, not before (Cloud Storage, "Hashes and ETags"). */
function uploadHeaders({ md5 }: PendingUpload): Readonly<Record<string, string>> {
  return md5 === null ? {} : { 'x-goog-hash': `md5=${md5}` };
}

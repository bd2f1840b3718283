import type {
  Clock,
  DirectUploads,
  PendingUpload,
  UploadLinks,
  UploadTarget,
} from '@cloudconvert/core';
import { isSigned, readNumber, signLink } from './link-signature.ts';
import type { Secrets } from './secret.ts';

interface Options {
  readonly secrets: Secrets;
  /** Where clients reach the service, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

const version = 'v1';
const purpose = 'upload links';

/** Leads clients to the API itself, where the storage can't take bytes from them. */
export class HmacUploadLinks implements DirectUploads, UploadLinks {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async open({ id, contentType, expiresAt }: PendingUpload): Promise<UploadTarget> {
    const { secrets, baseUrl } = this.#options;
    const expires = Math.floor(expiresAt.getTime() / 1000);
    const query = new URLSearchParams({
      expires: String(expires),
      signature: signLink(secrets.current, purpose, [version, id, expires]),
    });
    const url = `${baseUrl}/api/uploads/${id}?${query}`;
    return { method: 'PUT', url, headers: { 'Content-Type': contentType } };
  }

  verify(uploadId: string, query: Readonly<Record<string, unknown>>): boolean {
    const { secrets, clock } = this.#options;
    const expires = readNumber(query.expires);
    if (expires === undefined || expires * 1000 < clock().getTime()) return false;
    return isSigned(secrets, purpose, [version, uploadId, expires], query.signature);
  }
}

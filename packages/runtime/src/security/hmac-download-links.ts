import type { Clock, DownloadLinks, LinkTarget } from '@cloudconvert/core';
import { isSigned, readNumber, signLink } from './link-signature.ts';
import type { Secrets } from './secret.ts';

interface Options {
  readonly secrets: Secrets;
  /** Where clients reach the service, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

const version = 'v1';
const purpose = 'download links';
const lifetimeSeconds = 72 * 3600;

/** Signs version, file, revision and expiry. */
export class HmacDownloadLinks implements DownloadLinks {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  issue({ fileId, revision }: LinkTarget): string {
    const { secrets, baseUrl } = this.#options;
    const expires = this.#now() + lifetimeSeconds;
    const query = new URLSearchParams({
      revision: String(revision),
      expires: String(expires),
      signature: signLink(secrets.current, purpose, [version, fileId, revision, expires]),
    });
    return `${baseUrl}/api/files/${fileId}?${query}`;
  }

  verify(fileId: string, query: Readonly<Record<string, unknown>>): LinkTarget | undefined {
    const revision = readNumber(query.revision);
    const expires = readNumber(query.expires);
    if (revision === undefined || expires === undefined || expires < this.#now()) return undefined;
    const claims = [version, fileId, revision, expires];
    const isGenuine = isSigned(this.#options.secrets, purpose, claims, query.signature);
    return isGenuine ? { fileId, revision } : undefined;
  }

  #now(): number {
    return Math.floor(this.#options.clock().getTime() / 1000);
  }
}

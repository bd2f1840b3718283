import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, DownloadLinks, LinkTarget } from '@cloudconvert/core';
import type { Secret, Secrets } from './secret.ts';

interface Options {
  readonly secrets: Secrets;
  /** Where clients reach the service, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

interface Claims extends LinkTarget {
  /** Seconds since 1970. */
  readonly expires: number;
}

const version = 'v1';
const purpose = 'download links';
const lifetimeSeconds = 72 * 3600;

/** Signs with HMAC-SHA-256 over version, file, revision and expiry. */
export class HmacDownloadLinks implements DownloadLinks {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  issue(target: LinkTarget): string {
    const { secrets, baseUrl } = this.#options;
    const claims = { ...target, expires: this.#now() + lifetimeSeconds };
    const query = new URLSearchParams({
      revision: String(claims.revision),
      expires: String(claims.expires),
      signature: sign(secrets.current, claims),
    });
    return `${baseUrl}/api/files/${target.fileId}?${query}`;
  }

  verify(fileId: string, query: Readonly<Record<string, unknown>>): LinkTarget | undefined {
    const claims = readClaims(fileId, query);
    const { signature } = query;
    if (!claims || typeof signature !== 'string' || claims.expires < this.#now()) return undefined;
    const { current, previous } = this.#options.secrets;
    const isGenuine = [current, previous].some(
      (secret) => secret && matches(secret, claims, signature),
    );
    return isGenuine ? { fileId, revision: claims.revision } : undefined;
  }

  #now(): number {
    return Math.floor(this.#options.clock().getTime() / 1000);
  }
}

function readClaims(fileId: string, query: Readonly<Record<string, unknown>>): Claims | undefined {
  const revision = readNumber(query.revision);
  const expires = readNumber(query.expires);
  return revision === undefined || expires === undefined
    ? undefined
    : { fileId, revision, expires };
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

function sign(secret: Secret, { fileId, revision, expires }: Claims): string {
  const text = [version, fileId, revision, expires].join('\n');
  return createHmac('sha256', secret.keyFor(purpose)).update(text).digest('base64url');
}

/** Compared as text: several spellings in base64url stand for the same bytes. */
function matches(secret: Secret, claims: Claims, signature: string): boolean {
  const [given, expected] = [signature, sign(secret, claims)].map((text) => Buffer.from(text));
  if (!given || !expected || given.length !== expected.length) return false;
  return timingSafeEqual(given, expected);
}

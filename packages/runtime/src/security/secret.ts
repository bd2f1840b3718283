import { createHash, hkdfSync } from 'node:crypto';

/** RFC 7518, 3.2: a key for HS256 must have at least the 256 bits of its hash. */
export const minSecretBytes = 32;

/** A secret of the service, from which every use gets a key of its own. */
export class Secret {
  readonly #bytes: Uint8Array;
  /** By purpose: links are signed with each answer that has one. */
  readonly #keys = new Map<string, Uint8Array>();
  /** Names the secret without giving it away. */
  readonly id: string;

  constructor(text: string) {
    this.#bytes = Buffer.from(text, 'utf8');
    this.id = createHash('sha256').update('key id').update(this.#bytes).digest('hex').slice(0, 8);
  }

  /** The key for one purpose only (HKDF, RFC 5869). */
  keyFor(purpose: string): Uint8Array {
    const known = this.#keys.get(purpose);
    if (known) return known;
    const key = new Uint8Array(hkdfSync('sha256', this.#bytes, '', purpose, minSecretBytes));
    this.#keys.set(purpose, key);
    return key;
  }
}

/** The secret in use and, while it is being replaced, the one before: both verify, one signs. */
export interface Secrets {
  readonly current: Secret;
  readonly previous?: Secret;
}

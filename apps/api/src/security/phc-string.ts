/** Parameters of argon2id, by their names in RFC 9106. */
export interface Argon2Parameters {
  /** KiB */
  readonly m: number;
  readonly t: number;
  readonly p: number;
}

export interface Argon2Hash extends Argon2Parameters {
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const pattern =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** In the PHC string format: base64 without padding. */
export function encodePhc({ m, t, p, salt, tag }: Argon2Hash): string {
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$${encode(salt)}$${encode(tag)}`;
}

/** `undefined` when `text` is no argon2id hash of version 1.3. */
export function parsePhc(text: string): Argon2Hash | undefined {
  const [, m, t, p, salt, tag] = pattern.exec(text) ?? [];
  if (!m || !t || !p || !salt || !tag) return undefined;
  return { m: Number(m), t: Number(t), p: Number(p), salt: decode(salt), tag: decode(tag) };
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function decode(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

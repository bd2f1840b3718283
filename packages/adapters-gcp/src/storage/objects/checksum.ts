import { crc32c } from '@node-rs/crc32';

/** The CRC32C of bytes that come in pieces, as Cloud Storage writes it: big-endian, in base64. */
export class Checksum {
  #value = 0;

  add(bytes: Uint8Array): void {
    this.#value = crc32c(bytes, this.#value);
  }

  toString(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes.toString('base64');
  }
}

/** The CRC32C in `x-goog-hash`, which may be one header or several. */
export function crc32cIn(header: string | readonly string[] | undefined): string | undefined {
  return /(?:^|[,\s])crc32c=([A-Za-z0-9+/=]+)/.exec([header ?? ''].flat().join(','))?.[1];
}

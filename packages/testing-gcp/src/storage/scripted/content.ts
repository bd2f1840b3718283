import { Digest } from './digest.ts';

/** An object's bytes, held or made up as they are wanted. */
export interface Content {
  readonly size: number;
  readonly crc32c: string;
  readonly md5: string;
  /** The bytes from `start` on, `end` excluded. */
  pieces(start: number, end: number): Iterable<Uint8Array>;
}

/** Of which no two parts near each other are alike, and which doesn't divide a piece's usual size. */
const pattern = Buffer.from(
  Uint8Array.from({ length: 65_521 }, (_, at) => (at * 31 + (at >> 8)) & 255),
);

export function heldContent(bytes: readonly Uint8Array[], sums: Sums): Content {
  const all = Buffer.concat(bytes);
  return { ...sums, size: all.length, pieces: (start, end) => cut(all.subarray(start, end)) };
}

/** Content whose bytes were thrown away once they were counted and summed up. */
export function discardedContent(size: number, sums: Sums): Content {
  const gone = (): never => {
    throw new Error('this server keeps no bytes');
  };
  return { ...sums, size, pieces: gone };
}

/** Content of any size that takes no room. */
export function generatedContent(size: number): Content {
  const digest = new Digest();
  for (const piece of generate(0, size)) digest.add(piece);
  return { ...digest.result(), size, pieces: generate };
}

export interface Sums {
  readonly crc32c: string;
  readonly md5: string;
}

/** The bytes of a generated content: one pattern over and over. */
export function* generate(start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; ) {
    const offset = at % pattern.length;
    const piece = pattern.subarray(offset, Math.min(pattern.length, offset + end - at));
    yield piece;
    at += piece.length;
  }
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  const size = 64 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

import type { ByteStream } from '@cloudconvert/core';

export interface Chunk {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/**
 * The bytes of `source` in chunks of `size`; the last may be shorter, even empty. A chunk is given out
 * only when it is known whether it is the last, and its memory is used again for the next but one: new
 * memory for each cost more than to fill it.
 */
export async function* chunksOf(source: ByteStream, size: number): AsyncGenerator<Chunk> {
  let chunk = Buffer.allocUnsafeSlow(size);
  let other: Buffer<ArrayBuffer> | undefined;
  let length = 0;
  for await (const piece of source) {
    for (let rest = piece; rest.length > 0; ) {
      if (length === size) {
        yield { bytes: chunk, isLast: false };
        [chunk, other, length] = [other ?? Buffer.allocUnsafeSlow(size), chunk, 0];
      }
      const part = rest.subarray(0, size - length);
      chunk.set(part, length);
      length += part.length;
      rest = rest.subarray(part.length);
    }
  }
  yield { bytes: chunk.subarray(0, length), isLast: true };
}

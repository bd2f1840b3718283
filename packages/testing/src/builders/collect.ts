import type { ByteStream } from '@cloudconvert/core';

/** All bytes of a stream whose pieces may be lent. */
export async function collect(stream: ByteStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(Uint8Array.from(piece));
  return Uint8Array.from(Buffer.concat(pieces));
}

import type { ByteStream } from '@cloudconvert/core';

const pieceBytes = 64 * 1024;

/** `bytes` in pieces that are all in the same memory, one after the other: whoever keeps one has zeros. */
export async function* lentPieces(bytes: Uint8Array): ByteStream {
  const memory = new Uint8Array(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    memory.set(piece);
    yield memory.subarray(0, piece.length);
    memory.fill(0);
  }
}

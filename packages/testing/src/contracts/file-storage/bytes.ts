import { randomUUID } from 'node:crypto';
import { type ByteStream, type FileKey, parseFileKey } from '@cloudconvert/core';

/** A key that no other test uses. */
export function newKey(folder = 'originals'): FileKey {
  return parseFileKey(`${folder}/${randomUUID()}`);
}

/** Bytes of which no two parts are alike. */
export function someBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** `bytes` as they would come from a network. */
export async function* streamOf(bytes: Uint8Array, pieceSize = 64 * 1024): ByteStream {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}

/** A source that yields `bytes` and then waits until somebody tells it to go on. */
export function stallingAfter(bytes: Uint8Array) {
  const stalled = Promise.withResolvers<void>();
  const mayGoOn = Promise.withResolvers<void>();
  async function* source(): ByteStream {
    yield bytes;
    stalled.resolve();
    await mayGoOn.promise;
  }
  return { source: source(), stalled: stalled.promise, goOn: mayGoOn.resolve };
}

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy of `bytes` of which `share` are others, none of them before `start`. */
export function overwritten(
  bytes: Uint8Array,
  share: number,
  random: () => number,
  start = 0,
): Buffer {
  const copy = Buffer.from(bytes);
  const length = copy.length - start;
  for (let left = Math.ceil(length * share); left > 0; left -= 1) {
    copy[start + Math.floor(random() * length)] = Math.floor(random() * 256);
  }
  return copy;
}

/** `length` bytes that mean nothing. */
export function noise(length: number, random: () => number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => Math.floor(random() * 256)));
}

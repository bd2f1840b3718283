/** `LONG=1` runs the whole count, which takes minutes. */
const isLong = process.env.LONG === '1';

export function inLong(count: number, otherwise: number): number {
  return isLong ? count : otherwise;
}

/** `count` moments that are spread over the first `withinMs`, the same in each run. */
export function moments(count: number, withinMs: number): readonly number[] {
  const width = withinMs / count;
  return Array.from({ length: count }, (_, n) => Math.round(width * (n + fraction(n))));
}

/** Between 0 and 1, without a pattern: multiples of the golden ratio (Weyl, equidistribution). */
function fraction(n: number): number {
  return ((n + 1) * 0.618_033_988_749_895) % 1;
}

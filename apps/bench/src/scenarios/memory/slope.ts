import type { Course } from './resident.ts';

/** MB a minute by which memory grew over the second half, when caches and pools are full: least squares. */
export function slopeOf({ at, megabytes }: Course): number {
  const half = Math.floor(at.length / 2);
  const minutes = at.slice(half).map((seconds) => seconds / 60);
  const values = megabytes.slice(half);
  const [meanX, meanY] = [mean(minutes), mean(values)];
  const pairs = minutes.map((x, index) => [x - meanX, (values[index] ?? 0) - meanY] as const);
  const covariance = pairs.reduce((sum, [x, y]) => sum + x * y, 0);
  const variance = pairs.reduce((sum, [x]) => sum + x * x, 0);
  return variance === 0 ? 0 : covariance / variance;
}

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

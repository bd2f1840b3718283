import type { Range, Supported } from './audio-format.ts';

/** Whether `value` is one that the codec takes. */
export function includes(supported: Supported, value: number): boolean {
  return closest(supported, value).includes(value);
}

/** The lowest value from `wanted` up that the codec takes; the highest of all where there is none. */
export function fromBelow(supported: Supported, wanted: number): number {
  const values = closest(supported, wanted);
  const enough = values.filter((value) => value >= wanted);
  return enough.length > 0 ? Math.min(...enough) : Math.max(...values);
}

/** The value nearest to `wanted` that the codec takes; of two equally near, the larger. */
export function nearest(supported: Supported, wanted: number): number {
  return closest(supported, wanted).reduce((best, candidate) =>
    isNearer(candidate, best, wanted) ? candidate : best,
  );
}

/** Of each number and each range the value nearest to `wanted`. */
function closest(supported: Supported, wanted: number): readonly number[] {
  return supported.map((value) => (typeof value === 'number' ? value : clamp(wanted, value)));
}

/** `value`, or the end of the range that it lies beyond. */
export function clamp(value: number, { min, max }: Range): number {
  return Math.min(Math.max(value, min), max);
}

function isNearer(candidate: number, best: number, wanted: number): boolean {
  const difference = Math.abs(candidate - wanted) - Math.abs(best - wanted);
  return difference < 0 || (difference === 0 && candidate > best);
}

import type { Supported } from './audio-format.ts';

/** Whether `value` is one that the codec takes. */
export function includes(supported: Supported, value: number): boolean {
  if ('min' in supported) return value >= supported.min && value <= supported.max;
  return supported.includes(value);
}

/** The value nearest to `wanted` that the codec takes; of two equally near, the larger. */
export function nearest(supported: Supported, wanted: number): number {
  if ('min' in supported) return Math.min(Math.max(wanted, supported.min), supported.max);
  return supported.reduce((best, candidate) =>
    isNearer(candidate, best, wanted) ? candidate : best,
  );
}

function isNearer(candidate: number, best: number, wanted: number): boolean {
  const difference = Math.abs(candidate - wanted) - Math.abs(best - wanted);
  return difference < 0 || (difference === 0 && candidate > best);
}

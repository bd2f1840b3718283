import type { Clock } from '../../ports/clock.ts';

/** Long enough to claim the next task and to fetch its file, in milliseconds. */
const nearlyMs = 500;

/**
 * Calls `tell` once what is left, at the speed since nothing was done, takes less than half a second.
 */
export function whenNearlyDone(clock: Clock, tell: () => void): (percent: number) => void {
  let begun = clock().getTime();
  return (percent) => {
    const now = clock().getTime();
    if (percent === 0) begun = now;
    const elapsed = now - begun;
    const left = (elapsed * (100 - percent)) / percent;
    if (left < nearlyMs) tell();
  };
}

import type { Clock } from '../../ports/clock.ts';

/** Long enough to claim the next task and to fetch its file, in milliseconds. */
const nearlyMs = 500;

/** Calls `tell` once what is left, at the speed so far, takes less than half a second. */
export function whenNearlyDone(clock: Clock, tell: () => void): (percent: number) => void {
  const begun = clock().getTime();
  return (percent) => {
    const elapsed = clock().getTime() - begun;
    const left = (elapsed * (100 - percent)) / percent;
    if (left < nearlyMs) tell();
  };
}

import type { Throttle } from '@cloudconvert/core';

/** Refuses nobody: on a laptop there is nobody to be throttled. */
export const openThrottle: Throttle = {
  async check() {},
  async spend() {},
  async reset() {},
};

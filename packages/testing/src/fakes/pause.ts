import { setTimeout } from 'node:timers/promises';
import type { Pause } from '@cloudconvert/core';

export const pause: Pause = async (milliseconds, signal) => {
  try {
    await setTimeout(milliseconds, undefined, signal && { signal });
  } catch (error) {
    // Node rejects with an error of its own that has the reason as its cause.
    signal?.throwIfAborted();
    throw error;
  }
};

import { setTimeout } from 'node:timers/promises';
import type { Pause } from '@cloudconvert/core';

export const pause: Pause = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, signal && { signal });

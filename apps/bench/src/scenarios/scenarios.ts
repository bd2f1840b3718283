import { conversions } from './conversions/conversions.ts';
import { latency } from './latency/latency.ts';
import { limits } from './limits/limits.ts';
import { memory } from './memory/memory.ts';
import { requests } from './requests/requests.ts';
import { scale } from './scale/scale.ts';
import type { Scenario } from './scenario.ts';
import { uploads } from './uploads/uploads.ts';

/** By the name that the command line has for each. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map([
  ['conversions', conversions],
  ['requests', requests],
  ['latency', latency],
  ['limits', limits],
  ['uploads', uploads],
  ['scale', scale],
  ['memory', memory],
]);

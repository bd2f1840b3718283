import { conversions } from './conversions/conversions.ts';
import type { Scenario } from './scenario.ts';

/** By the name that the command line has for each. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map([['conversions', conversions]]);

import type { LogOptions } from '../logging/log-options.ts';
import { choose } from './variables/choice.ts';

/** How a process logs before it knows whether its environment is as it must be. */
export function earlyLogOptions(env = process.env): LogOptions {
  const isCloud = choose(env).platform === 'gcp';
  const shape = isCloud
    ? ({ kind: 'google-cloud', project: undefined } as const)
    : ({ kind: 'plain' } as const);
  return { level: 'info', shape };
}

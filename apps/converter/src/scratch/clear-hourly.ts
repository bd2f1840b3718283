import type { Logger } from '@cloudconvert/core';
import type { FsScratchSpace } from './fs-scratch-space.ts';

const hourMs = 3_600_000;

/**
 * A converter that is killed leaves its files, too young to be cleared when it starts again, and its task
 * may go on elsewhere. Answers how to end this.
 */
export function clearHourly(scratch: FsScratchSpace, logger: Logger): () => Promise<void> {
  const clear = () =>
    scratch.clear().catch((err: unknown) => logger.warn({ err }, 'leftovers are not cleared'));
  const timer = setInterval(clear, hourMs);
  return async () => clearInterval(timer);
}

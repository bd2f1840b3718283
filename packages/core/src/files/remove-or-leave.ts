import { orAborted } from '../cancellation/until-aborted.ts';
import type { Logger } from '../ports/logger.ts';

/** How long somebody waits for the removal of files that nobody refers to any more. */
const patienceMs = 3000;

/**
 * Removes files whose record is gone. What can't be removed within a moment is left to the sweep: a
 * storage in trouble makes no failure of what has been done.
 */
export async function removeOrLeave(
  logger: Logger,
  remove: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await orAborted(remove(signal), signal);
  } catch (err) {
    logger.warn({ err }, 'files without a record are left to the sweep');
  }
}

import { RunError } from '../../errors/command-error.ts';
import { perSecond } from '../../limits/per-second.ts';
import type { ScenarioContext, Size } from '../scenario.ts';

export const clients = 8;

interface Rounds {
  readonly rounds: number;
  /** By each contender, in each round. */
  readonly uploads: number;
  readonly inserts: number;
}

/** 400 uploads are 2 GB, which the system may keep in memory for as long as a round takes. */
export const roundsBySize: Readonly<Record<Size, Rounds>> = {
  full: { rounds: 5, uploads: 400, inserts: 4_000 },
  smoke: { rounds: 1, uploads: 16, inserts: 100 },
};

interface Turn {
  /** Whose it is. */
  readonly name: string;
  readonly calls: number;
}

/**
 * How many times a second `once` is done by clients that never pause.
 * @throws RunError when it fails once: what is refused takes no time
 */
export async function rateOf(
  { name, calls }: Turn,
  { stop }: ScenarioContext,
  once: () => Promise<unknown>,
): Promise<number> {
  try {
    return await perSecond({ clients, calls }, () => {
      stop.throwIfAborted();
      return once();
    });
  } catch (cause) {
    stop.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RunError(`${name} could not bear it: ${reason}. Try again.`, { cause });
  }
}

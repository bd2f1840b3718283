import { DomainError } from '@cloudconvert/core';
import { within } from './bounded.ts';

/** With what the work takes afterwards, less than a client waits for an answer. */
const patienceMs = 5_000;

/** When the last two of one person will have ended. */
type Ends = readonly [beforeLast: Promise<void>, last: Promise<void>];

const ended = Promise.resolve();

/**
 * Work of one person, two at a time, so that the second is at hand when the first has ended, while
 * different people's goes on side by side.
 */
export class Turns {
  readonly #patienceMs: number;
  readonly #ends = new Map<number, Ends>();

  constructor(patience = patienceMs) {
    this.#patienceMs = patience;
  }

  /** @throws DomainError `busy` when those before took too long; the work was not begun then */
  async run<T>(userId: number, work: () => Promise<T>): Promise<T> {
    const [beforeLast, last] = this.#ends.get(userId) ?? [ended, ended];
    const own = Promise.withResolvers<void>();
    this.#remember(userId, [last, beforeLast.then(() => own.promise)]);
    try {
      await within(this.#patienceMs, beforeLast).catch(giveUp);
      return await work();
    } finally {
      own.resolve();
    }
  }

  #remember(userId: number, ends: Ends): void {
    this.#ends.set(userId, ends);
    void Promise.all(ends).then(() => {
      if (this.#ends.get(userId) === ends) this.#ends.delete(userId);
    });
  }
}

function giveUp(cause: unknown): never {
  throw turnTooLate(cause);
}

export function turnTooLate(cause: unknown): DomainError {
  const message = 'You have asked for too much at once; try again in a moment';
  return new DomainError('busy', message, { cause, retryAfterSeconds: 2 });
}

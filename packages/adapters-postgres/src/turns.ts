import { DomainError } from '@cloudconvert/core';
import { within } from './bounded.ts';

/** With what the work takes afterwards, less than a client waits for an answer. */
const patienceMs = 5_000;

/** Work of one person, one after the other, while different people's goes on side by side. */
export class Turns {
  readonly #patienceMs: number;
  /** By person, when the last in the line will have ended. */
  readonly #last = new Map<number, Promise<void>>();

  constructor(patience = patienceMs) {
    this.#patienceMs = patience;
  }

  /** @throws DomainError `busy` when those before took too long; the work was not begun then */
  async run<T>(userId: number, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(userId) ?? Promise.resolve();
    const own = Promise.withResolvers<void>();
    this.#enter(
      userId,
      before.then(() => own.promise),
    );
    try {
      await within(this.#patienceMs, before).catch(giveUp);
      return await work();
    } finally {
      own.resolve();
    }
  }

  #enter(userId: number, ended: Promise<void>): void {
    this.#last.set(userId, ended);
    void ended.then(() => {
      if (this.#last.get(userId) === ended) this.#last.delete(userId);
    });
  }
}

function giveUp(cause: unknown): never {
  const message = 'You have asked for too much at once; try again in a moment';
  throw new DomainError('busy', message, { cause, retryAfterSeconds: 2 });
}

import { DomainError } from '@cloudconvert/core';

export interface Bounds {
  /** How many run at once. */
  readonly running: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
}

interface Waiting {
  readonly since: number;
  readonly enter: () => void;
}

/** Less than a connection may be silent, which it is while its body waits to be read. */
const longestMs = 60_000;
/** Shorter than the ten seconds after which programs often give up, by what serving them takes. */
const fairMs = 8_000;

/**
 * Lets some work run at once, some more wait, and refuses the rest. First come, first served; but once
 * the first has waited for long every other place goes to the last, since otherwise all would be
 * served when they are about to give up, or have given up, which a connection that is not read does
 * not tell.
 */
export class BoundedLine {
  readonly #bounds: Bounds;
  #waiting: Waiting[] = [];
  #running = 0;
  #isTurnOfLast = false;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /**
   * @param signal takes the work out of the line while it waits
   * @throws DomainError `busy` when the line is full, or it was nobody's turn for a minute; the signal's
   * reason
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running < this.#bounds.running) this.#running += 1;
    else if (this.#waiting.length < this.#bounds.waiting) await this.#wait(signal);
    else throw busy();
  }

  #wait(signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = { since: performance.now(), enter: resolve };
    const giveUp = (reason: unknown) => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      reject(reason);
    };
    const leave = () => giveUp(signal?.reason);
    const timer = setTimeout(() => giveUp(busy()), longestMs);
    signal?.addEventListener('abort', leave, { once: true });
    this.#waiting.push(waiting);
    return promise.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    });
  }

  /** A place that becomes free goes to one in line, so nobody can slip in between. */
  #leave(): void {
    const next = this.#next();
    if (next) next.enter();
    else this.#running -= 1;
  }

  #next(): Waiting | undefined {
    const [first] = this.#waiting;
    const isLate = first !== undefined && performance.now() - first.since > fairMs;
    this.#isTurnOfLast = isLate && !this.#isTurnOfLast;
    return this.#isTurnOfLast ? this.#waiting.pop() : this.#waiting.shift();
  }
}

function busy(): DomainError {
  return new DomainError('busy', 'Too many people want this at the moment; try again in a moment', {
    retryAfterSeconds: 2,
  });
}

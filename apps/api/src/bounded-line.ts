import { DomainError } from '@cloudconvert/core';

export interface Bounds {
  /** How many run at once. */
  readonly running: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
}

/** Lets some work run at once, some more wait, and refuses the rest. */
export class BoundedLine {
  readonly #bounds: Bounds;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** @throws DomainError `busy` when the line is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> {
    if (this.#running < this.#bounds.running) {
      this.#running += 1;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.#bounds.waiting) throw busy();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A place that becomes free goes to the next in line, so nobody can slip in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}

function busy(): DomainError {
  return new DomainError('busy', 'Too many people want this at the moment; try again in a moment', {
    retryAfterSeconds: 2,
  });
}

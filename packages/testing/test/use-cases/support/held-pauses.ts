import type { Pause } from '@cloudconvert/core';

interface Waiting {
  readonly until: number;
  readonly end: () => void;
}

/** Pauses that end when a test lets time pass. */
export class HeldPauses {
  #now = 0;
  #waiting: Waiting[] = [];

  readonly pause: Pause = (milliseconds) =>
    new Promise((end) => {
      this.#waiting.push({ until: this.#now + milliseconds, end });
    });

  /** How many wait now. */
  get count(): number {
    return this.#waiting.length;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const isOver = ({ until }: Waiting) => until <= this.#now;
    const over = this.#waiting.filter(isOver);
    this.#waiting = this.#waiting.filter((one) => !isOver(one));
    for (const { end } of over) end();
  }
}

import { DomainError } from '@cloudconvert/core';

/** How much of a kind each person does at the same time. */
export class AtOnce {
  readonly #max: number;
  readonly #running = new Map<number, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** @throws DomainError `too_many_uploads` when the person does as much already as one may */
  async run<T>(userId: number, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(userId) ?? 0;
    if (running >= this.#max) throw tooMany(this.#max);
    this.#running.set(userId, running + 1);
    try {
      return await work();
    } finally {
      this.#leave(userId);
    }
  }

  #leave(userId: number): void {
    const left = (this.#running.get(userId) ?? 1) - 1;
    if (left > 0) this.#running.set(userId, left);
    else this.#running.delete(userId);
  }
}

function tooMany(max: number): DomainError {
  const message = `You are sending ${max} files, as many as you may at once; wait until one has arrived`;
  return new DomainError('too_many_uploads', message, { retryAfterSeconds: 5 });
}

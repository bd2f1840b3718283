/**
 * Asks for the next item while the one before is in use, and for the first one at once: a stream that
 * nobody listens to would end the process by its error.
 */
export class ReadAhead<T> {
  readonly #iterator: AsyncIterator<T>;
  #next: Promise<IteratorResult<T>>;

  constructor(source: AsyncIterable<T>) {
    this.#iterator = source[Symbol.asyncIterator]();
    this.#next = this.#ask();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = await this.#next;
      if (next.done) return;
      this.#next = this.#ask();
      yield next.value;
    }
  }

  /** Tells the source that no more is wanted, as soon as it has given what it was asked for. */
  close(): void {
    this.#iterator.return?.().catch(() => {});
  }

  #ask(): Promise<IteratorResult<T>> {
    const next = this.#iterator.next();
    // Whoever reads learns of it; nobody may be reading any more.
    next.catch(() => {});
    return next;
  }
}

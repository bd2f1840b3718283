/** Work of the same name is done one after the other, while that of different names goes on side by side. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** `work`, after all that came before under this name. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const own = Promise.withResolvers<void>();
    this.#last.set(name, own.promise);
    try {
      await before;
      return await work();
    } finally {
      own.resolve();
      if (this.#last.get(name) === own.promise) this.#last.delete(name);
    }
  }
}

/** What came in, to be taken out in the same order; whoever is early waits. */
export class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiting: ((item: T) => void)[] = [];

  put(item: T): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(item);
    else this.#items.push(item);
  }

  take(): Promise<T> {
    const [item] = this.#items.splice(0, 1);
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async takeMany(count: number): Promise<T[]> {
    const items: T[] = [];
    while (items.length < count) items.push(await this.take());
    return items;
  }
}

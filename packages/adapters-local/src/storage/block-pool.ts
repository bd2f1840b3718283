interface PoolOptions {
  readonly blocks: number;
  readonly blockBytes: number;
}

const idleMs = 1_000;

/**
 * Memory that is used again and again, since what comes from a network in small pieces is garbage soon,
 * and garbage that is held for a while costs a collection of the whole heap. What nobody has needed for a
 * second is given back.
 */
export class BlockPool {
  readonly #blockBytes: number;
  /** The last one is taken first, so the first ones are those that nobody needs. */
  readonly #free: Buffer<ArrayBuffer>[] = [];
  #left: number;
  #isWatched = false;
  /** The fewest that were free since the watch began. */
  #idle = 0;

  constructor({ blocks, blockBytes }: PoolOptions) {
    this.#left = blocks;
    this.#blockBytes = blockBytes;
  }

  /** `undefined` while all of them are in use. */
  take(): Buffer<ArrayBuffer> | undefined {
    const block = this.#free.pop();
    this.#idle = Math.min(this.#idle, this.#free.length);
    if (block || this.#left === 0) return block;
    this.#left -= 1;
    return Buffer.allocUnsafeSlow(this.#blockBytes);
  }

  giveBack(block: Buffer<ArrayBuffer>): void {
    this.#free.push(block);
    if (!this.#isWatched) this.#watch();
  }

  #watch(): void {
    this.#isWatched = true;
    this.#idle = this.#free.length;
    setTimeout(() => this.#release(), idleMs).unref();
  }

  #release(): void {
    for (const { buffer } of this.#free.splice(0, this.#idle)) {
      // Not left to a collection, which may be far off.
      buffer.transfer(0);
      this.#left += 1;
    }
    this.#isWatched = false;
    if (this.#free.length > 0) this.#watch();
  }
}

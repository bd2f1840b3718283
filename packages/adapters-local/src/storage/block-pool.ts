interface PoolOptions {
  readonly blocks: number;
  readonly blockBytes: number;
}

const restAfterMs = 1_000;

/**
 * Memory that is used again and again, since what comes from a network in small pieces is garbage soon,
 * and garbage that is held for a while costs a collection of the whole heap. What nobody uses just then is
 * given back each second.
 */
export class BlockPool {
  readonly #blockBytes: number;
  readonly #free: Buffer<ArrayBuffer>[] = [];
  #left: number;
  #isResting = true;

  constructor({ blocks, blockBytes }: PoolOptions) {
    this.#left = blocks;
    this.#blockBytes = blockBytes;
  }

  /** `undefined` while all of them are in use. */
  take(): Buffer<ArrayBuffer> | undefined {
    const block = this.#free.pop();
    if (block || this.#left === 0) return block;
    this.#left -= 1;
    return Buffer.allocUnsafeSlow(this.#blockBytes);
  }

  giveBack(block: Buffer<ArrayBuffer>): void {
    this.#free.push(block);
    if (!this.#isResting) return;
    this.#isResting = false;
    setTimeout(() => this.#rest(), restAfterMs).unref();
  }

  #rest(): void {
    this.#isResting = true;
    for (const { buffer } of this.#free.splice(0)) {
      // Not left to a collection, which may be far off.
      buffer.transfer(0);
      this.#left += 1;
    }
  }
}

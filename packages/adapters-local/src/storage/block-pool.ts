/**
 * Memory that is used again and again, since what comes from a network in small pieces is garbage soon,
 * and garbage that is held for a while costs a collection of the whole heap.
 */
export class BlockPool {
  readonly #blockBytes: number;
  readonly #free: Buffer[] = [];
  #left: number;

  constructor({ blocks, blockBytes }: { readonly blocks: number; readonly blockBytes: number }) {
    this.#left = blocks;
    this.#blockBytes = blockBytes;
  }

  /** `undefined` while all of them are in use. */
  take(): Buffer | undefined {
    const block = this.#free.pop();
    if (block || this.#left === 0) return block;
    this.#left -= 1;
    return Buffer.allocUnsafeSlow(this.#blockBytes);
  }

  giveBack(block: Buffer): void {
    this.#free.push(block);
  }
}

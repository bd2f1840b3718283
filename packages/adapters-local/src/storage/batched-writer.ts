import type { FileHandle } from 'node:fs/promises';
import type { DiskReserve } from '../disk/disk-reserve.ts';
import { BlockPool } from './block-pool.ts';
import { attempt } from './storage-error.ts';

/** Fewer and larger writes cost less; of all files together no more than 8 MiB wait for the disk. */
const pool = new BlockPool({ blocks: 32, blockBytes: 256 * 1024 });

/** Gathers small pieces and writes them together, taking the next ones in the meantime. */
export class BatchedWriter {
  readonly #handle: FileHandle;
  readonly #reserve: DiskReserve;
  #block: Buffer<ArrayBuffer> | undefined;
  #filled = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle, reserve: DiskReserve) {
    this.#handle = handle;
    this.#reserve = reserve;
  }

  /** Resolves when more may come. The bytes of `piece` are the caller's again then. */
  async write(piece: Uint8Array): Promise<void> {
    let left = piece;
    while (left.length > 0) left = await this.#take(left);
  }

  async flush(): Promise<void> {
    const block = this.#block;
    await this.#writing;
    if (!block) return;
    this.#block = undefined;
    this.#writing = this.#writeBlock(block, this.#filled);
    // Heard of at the next flush, or at the end.
    this.#writing.catch(() => {});
  }

  /** Waits for what is being written. Nothing else may be called any more. */
  async end(): Promise<void> {
    if (this.#block) pool.giveBack(this.#block);
    this.#block = undefined;
    await this.#writing;
  }

  async #take(piece: Uint8Array): Promise<Uint8Array> {
    this.#block ??= this.#newBlock();
    if (!this.#block) return this.#writeAtOnce(piece);
    const taken = piece.subarray(0, this.#block.length - this.#filled);
    this.#block.set(taken, this.#filled);
    this.#filled += taken.length;
    if (this.#filled === this.#block.length) await this.flush();
    return piece.subarray(taken.length);
  }

  #newBlock(): Buffer<ArrayBuffer> | undefined {
    this.#filled = 0;
    return pool.take();
  }

  /** Where there is no block to be had: nobody waits for those that slow clients hold. */
  async #writeAtOnce(piece: Uint8Array): Promise<Uint8Array> {
    await this.#writing;
    await this.#writeAll(piece);
    return piece.subarray(piece.length);
  }

  async #writeBlock(block: Buffer<ArrayBuffer>, length: number): Promise<void> {
    try {
      await this.#writeAll(block.subarray(0, length));
    } finally {
      pool.giveBack(block);
    }
  }

  #writeAll(bytes: Uint8Array): Promise<void> {
    const write = () => writeAll(this.#handle, bytes);
    return attempt(() => this.#reserve.spend(bytes.length, write));
  }
}

/** The system may take less than it is given, above all just before a disk is full. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let left = bytes;
  while (left.length > 0) left = left.subarray((await handle.write(left)).bytesWritten);
}

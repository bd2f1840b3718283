import { DomainError } from '@cloudconvert/core';
import { type ReadCapacity, readCapacity } from './capacity.ts';
import { reserveBytes } from './reserve-bytes.ts';

export interface DiskReserveOptions {
  /** A folder that is there, on the disk in question. */
  readonly folder: string;
  /** Bytes that stay free. Default: by the size of the disk. */
  readonly reserve?: number | undefined;
  readonly readCapacity?: ReadCapacity;
}

/** How much may be written before the disk is asked again: what other processes write goes unseen so long. */
const creditBytes = 4 * 1024 ** 2;

/**
 * Keeps room on a disk for the database: files take what is free above the reserve, all of this process
 * together no more than that.
 */
export class DiskReserve {
  readonly #folder: string;
  readonly #reserve: number | undefined;
  readonly #readCapacity: ReadCapacity;
  /** May be written before the next look. */
  #credit = 0;
  /** On their way to the disk: its free bytes may still have them. */
  #inFlight = 0;
  #looking: Promise<number> | undefined;

  constructor(options: DiskReserveOptions) {
    this.#folder = options.folder;
    this.#reserve = options.reserve;
    this.#readCapacity = options.readCapacity ?? readCapacity;
  }

  /** @throws DomainError `storage_full` while no more than the reserve is free */
  async check(): Promise<void> {
    if ((await this.#room()) <= 0) throw full(this.#folder);
  }

  /**
   * Runs `write`, which adds `bytes` to the disk at most.
   * @throws DomainError `storage_full` where the reserve would be touched
   */
  async spend<T>(bytes: number, write: () => Promise<T>): Promise<T> {
    await this.#take(bytes);
    try {
      return await write();
    } finally {
      this.#inFlight -= bytes;
    }
  }

  async #take(bytes: number): Promise<void> {
    const taken = Math.min(bytes, creditBytes);
    while (this.#credit < taken) {
      if ((await this.#look()) < bytes) throw full(this.#folder);
    }
    this.#credit -= taken;
    // At once: what is in neither count would be granted a second time.
    this.#inFlight += bytes;
  }

  /** One look for all who wait for it: two credits of the same room would be one too many. */
  #look(): Promise<number> {
    this.#credit = 0;
    this.#looking ??= this.#room()
      .then((room) => {
        this.#credit = Math.max(0, Math.min(room, creditBytes));
        return room;
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #room(): Promise<number> {
    const inFlight = this.#inFlight;
    const { total, free } = await this.#readCapacity(this.#folder);
    return free - reserveBytes(total, this.#reserve) - inFlight;
  }
}

function full(folder: string): DomainError {
  const cause = new Error(
    `No more than the reserve (DISK_RESERVE) is free on the disk of ${folder}`,
  );
  return new DomainError('storage_full', 'There is no room to store the file', { cause });
}

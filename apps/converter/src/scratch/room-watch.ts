import { DomainError, type RoomProbe } from '@cloudconvert/core';

/** ms; in this time a conversion writes some megabytes, up to ten on a fast machine. */
const lookEveryMs = 100;

export interface WatchedWork {
  /** Aborts with `storage_full` when this work has to make room. */
  readonly full: AbortSignal;
  end(): void;
}

/**
 * Watches that the disk keeps its reserve while programs write to it, which know of none. When it doesn't, the
 * newest work has to make room, then the next one: if all of it had to, none of it might ever be done.
 */
export class RoomWatch {
  readonly #probeRoom: RoomProbe;
  /** From the oldest to the newest. */
  readonly #working = new Set<AbortController>();
  #timer: NodeJS.Timeout | undefined;

  constructor(probeRoom: RoomProbe) {
    this.#probeRoom = probeRoom;
  }

  /** @throws DomainError `storage_full` when there is no room to begin with */
  async begin(): Promise<WatchedWork> {
    await this.#probeRoom();
    const work = new AbortController();
    this.#working.add(work);
    this.#timer ??= setInterval(() => this.#look(), lookEveryMs);
    return { full: work.signal, end: () => this.#end(work) };
  }

  #end(work: AbortController): void {
    this.#working.delete(work);
    if (this.#working.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    this.#probeRoom().catch((error: unknown) => {
      // A disk that can't be asked is not a full one, and whoever writes to it will learn what it is.
      if (error instanceof DomainError && error.code === 'storage_full') this.#stopNewest(error);
    });
  }

  #stopNewest(reason: DomainError): void {
    const newest = [...this.#working].findLast(({ signal }) => !signal.aborted);
    newest?.abort(reason);
  }
}

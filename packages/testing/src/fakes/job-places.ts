/** A job in its place. */
export interface JobPlace {
  readonly makeRoom: () => void;
  readonly leave: () => void;
}

/** So many jobs run at once, and as many more that have made room may end meanwhile. */
export class JobPlaces {
  readonly #max: number;
  readonly #running = new Set<JobPlace>();
  readonly #ending = new Set<JobPlace>();
  /** Those of the running that make room as soon as one has ended. */
  readonly #leaving = new Set<JobPlace>();
  readonly #onFree: () => void;

  /** @param onFree is called whenever another job may begin */
  constructor(max: number, onFree: () => void) {
    this.#max = max;
    this.#onFree = onFree;
  }

  get areFree(): boolean {
    return this.#running.size < this.#max;
  }

  take(): JobPlace {
    const place = { makeRoom: () => this.#makeRoom(place), leave: () => this.#leave(place) };
    this.#running.add(place);
    return place;
  }

  #makeRoom(place: JobPlace): void {
    if (!this.#running.has(place)) return;
    this.#leaving.add(place);
    this.#settle();
  }

  #leave(place: JobPlace): void {
    for (const places of [this.#running, this.#leaving, this.#ending]) places.delete(place);
    this.#settle();
  }

  #settle(): void {
    for (const place of this.#leaving) {
      if (this.#ending.size === this.#max) break;
      this.#leaving.delete(place);
      this.#running.delete(place);
      this.#ending.add(place);
    }
    this.#onFree();
  }
}

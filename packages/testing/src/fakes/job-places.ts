export interface JobPlace {
  readonly makeRoom: () => void;
  readonly leave: () => void;
}

/** So many jobs run at once, and as many more may end meanwhile. */
export class JobPlaces {
  readonly #max: number;
  #running = 0;
  #ending = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get areFree(): boolean {
    return this.#running < this.#max;
  }

  /** @param onFree is called whenever another job may begin */
  take(onFree: () => void): JobPlace {
    this.#running += 1;
    let isEnding = false;
    const makeRoom = () => {
      if (isEnding || this.#ending === this.#max) return;
      isEnding = true;
      this.#running -= 1;
      this.#ending += 1;
      onFree();
    };
    const leave = () => {
      if (isEnding) this.#ending -= 1;
      else this.#running -= 1;
      onFree();
    };
    return { makeRoom, leave };
  }
}

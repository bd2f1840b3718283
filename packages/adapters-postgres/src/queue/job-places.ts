/**
 * So many jobs run at once, and as many more that have made room may end meanwhile. As long as
 * another one may begin, one worker looks for it, however many could: a notification wakes all who
 * look, in each process, and all but one of them would ask the database for nothing.
 */
export class JobPlaces {
  readonly #max: number;
  readonly #look: () => void;
  readonly #running = new Set<object>();
  /** Those of the running that make room as soon as one has ended. */
  readonly #leaving = new Set<object>();
  readonly #ending = new Set<object>();
  #isLookedFor = true;

  /**
   * With one worker that looks.
   *
   * @param look is called when another one has to
   */
  constructor(max: number, look: () => void) {
    this.#max = max;
    this.#look = look;
  }

  /** The worker that looked has found `job`. */
  begin(job: object): void {
    this.#running.add(job);
    this.#isLookedFor = false;
    this.#lookIfFree();
  }

  makeRoom(job: object): void {
    if (!this.#running.has(job)) return;
    this.#leaving.add(job);
    this.#letGo();
    this.#lookIfFree();
  }

  /** Whether the worker that had `job` is the one to look for another. */
  end(job: object): boolean {
    for (const jobs of [this.#running, this.#leaving, this.#ending]) jobs.delete(job);
    this.#letGo();
    const mustLook = this.#isWorkerWanted;
    this.#isLookedFor ||= mustLook;
    return mustLook;
  }

  get #isWorkerWanted(): boolean {
    return !this.#isLookedFor && this.#running.size < this.#max;
  }

  #lookIfFree(): void {
    if (!this.#isWorkerWanted) return;
    this.#isLookedFor = true;
    this.#look();
  }

  #letGo(): void {
    for (const job of this.#leaving) {
      if (this.#ending.size === this.#max) return;
      this.#leaving.delete(job);
      this.#running.delete(job);
      this.#ending.add(job);
    }
  }
}

/** A clock that runs, and that a test can put forward. */
export class MovingClock {
  #aheadMs = 0;

  readonly now = () => new Date(Date.now() + this.#aheadMs);

  readonly passTime = async (seconds: number) => {
    this.#aheadMs += seconds * 1000;
  };
}

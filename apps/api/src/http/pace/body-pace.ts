export interface PaceLimits {
  /** How long a client may send nothing at all. */
  readonly idleMs: number;
  /** Over how long the least speed is measured. */
  readonly windowMs: number;
  readonly minBytesPerSecond: number;
  readonly checkEveryMs: number;
}

/** How fast one body arrives, without a clock of its own. */
export class BodyPace {
  readonly #limits: PaceLimits;
  #bytes: number;
  #idleMs = 0;
  #windowMs = 0;
  #windowStartBytes: number;

  constructor(limits: PaceLimits, bytes: number) {
    this.#limits = limits;
    this.#bytes = bytes;
    this.#windowStartBytes = bytes;
  }

  /** Whether the body is fast enough after `elapsedMs` more, `bytes` having come in all. */
  advance(elapsedMs: number, bytes: number): boolean {
    this.#idleMs = bytes === this.#bytes ? this.#idleMs + elapsedMs : 0;
    this.#windowMs += elapsedMs;
    this.#bytes = bytes;
    return this.#idleMs < this.#limits.idleMs && this.#keepsSpeed();
  }

  #keepsSpeed(): boolean {
    const { windowMs, minBytesPerSecond } = this.#limits;
    if (this.#windowMs < windowMs) return true;
    const speed = ((this.#bytes - this.#windowStartBytes) * 1000) / this.#windowMs;
    this.#windowMs = 0;
    this.#windowStartBytes = this.#bytes;
    return speed >= minBytesPerSecond;
  }
}

/**
 * What `ffmpeg -progress` says, in blocks of `key=value` lines. Its times are good for progress only:
 * ffmpeg 7 may end with one that is long past.
 */
export class Progress {
  readonly #expectedSeconds: number | undefined;
  readonly #report: (percent: number) => void;
  #rest = '';
  #hasBegun = false;

  /** @param report called with whole per cent, below 100 as long as the result isn't checked. */
  constructor(expectedSeconds: number | undefined, report: (percent: number) => void) {
    this.#expectedSeconds = expectedSeconds;
    this.#report = report;
  }

  /** Whether any sound was written. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  readonly append = (text: string): void => {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#read(line);
  };

  #read(line: string): void {
    const microseconds = /^out_time_us=(\d+)/.exec(line)?.[1];
    if (microseconds === undefined) return;
    this.#hasBegun ||= Number(microseconds) > 0;
    if (!this.#expectedSeconds) return;
    const percent = Math.floor(Number(microseconds) / 1e4 / this.#expectedSeconds);
    this.#report(Math.min(99, percent));
  }
}

export interface Plan {
  /** Between the ends of one task and the next, by the service's clock; 1 unless told. */
  readonly secondsPerTask?: number;
  /** Why a task fails, by its index. */
  readonly failures?: Readonly<Record<number, string>>;
  /** How often the tasks are asked for until all have ended; 1 unless told. */
  readonly asksUntilEnd?: number;
}

const startedAt = Date.parse('2026-01-01T12:00:00.000Z');
const at = (seconds: number) => new Date(startedAt + seconds * 1000).toISOString();

/** Tasks that end at times laid down before, no matter how long the test takes. */
export class FakeBenchmark {
  readonly #fileName: string;
  readonly #length: number;
  readonly #plan: Required<Plan>;
  #asks = 0;

  constructor(fileName: string, length: number, plan: Plan) {
    this.#fileName = fileName;
    this.#length = length;
    this.#plan = { secondsPerTask: 1, failures: {}, asksUntilEnd: 1, ...plan };
  }

  /** The tasks; more of them have ended each time. */
  nextTasks() {
    this.#asks += 1;
    const ended = Math.floor((this.#length * this.#asks) / this.#plan.asksUntilEnd);
    return Array.from({ length: this.#length }, (_, index) => this.#task(index, index < ended));
  }

  countByMinute() {
    const minutes = Array.from({ length: this.#length }, (_, index) => index)
      .filter((index) => !(index in this.#plan.failures))
      .map((index) => Math.floor(this.#endOf(index) / 60) + 1);
    const groups = Map.groupBy(minutes, (min) => min);
    return [...groups].map(([min, { length: count }]) => ({ min, count }));
  }

  #task(index: number, hasEnded: boolean) {
    const task = { id: index + 1, original_file: this.#fileName, uploaded_at: at(0) };
    if (!hasEnded) return { ...task, status: 'processing', processed_at: null, error: null };
    const message = this.#plan.failures[index];
    const outcome =
      message === undefined
        ? { status: 'processed', error: null }
        : { status: 'failed', error: { code: 'unreadable', message } };
    return { ...task, ...outcome, processed_at: at(this.#endOf(index)) };
  }

  #endOf(index: number): number {
    return (index + 1) * this.#plan.secondsPerTask;
  }
}

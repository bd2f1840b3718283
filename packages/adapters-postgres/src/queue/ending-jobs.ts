/** The workers whose jobs have made room: only so many have been replaced at once, the others wait for that. */
export class EndingJobs {
  readonly #max: number;
  readonly #replaced = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Calls `replace` at once, or as soon as another one has ended, unless this one ends before. */
  add(worker: string, replace: () => void): void {
    if (this.#replaced.has(worker)) return;
    this.#waiting.set(worker, replace);
    this.#replaceNext();
  }

  /** Whether the worker had been replaced. */
  end(worker: string): boolean {
    this.#waiting.delete(worker);
    const wasReplaced = this.#replaced.delete(worker);
    this.#replaceNext();
    return wasReplaced;
  }

  #replaceNext(): void {
    const [next] = this.#waiting;
    if (!next || this.#replaced.size === this.#max) return;
    const [worker, replace] = next;
    this.#waiting.delete(worker);
    this.#replaced.add(worker);
    replace();
  }
}

/** Which tasks are being converted now. */
export class RunningTasks {
  readonly #ids = new Map<symbol, number>();

  get ids(): readonly number[] {
    return [...new Set(this.#ids.values())];
  }

  async during<T>(taskId: number, work: () => Promise<T>): Promise<T> {
    const key = Symbol();
    this.#ids.set(key, taskId);
    try {
      return await work();
    } finally {
      this.#ids.delete(key);
    }
  }
}

import {
  aliveSeconds,
  type Clock,
  type ConverterRegistry,
  type ConverterStatus,
} from '@cloudconvert/core';

export class MemoryConverterRegistry implements ConverterRegistry {
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly status: ConverterStatus; readonly at: number }>();

  constructor(clock: Clock = () => new Date()) {
    this.#clock = clock;
  }

  async announce(status: ConverterStatus): Promise<void> {
    this.#known.set(status.id, { status, at: this.#now() });
  }

  async withdraw(id: string): Promise<void> {
    this.#known.delete(id);
  }

  async alive(): Promise<readonly ConverterStatus[]> {
    const since = this.#now() - aliveSeconds * 1000;
    return [...this.#known.values()].filter(({ at }) => at > since).map(({ status }) => status);
  }

  #now(): number {
    return this.#clock().getTime();
  }
}

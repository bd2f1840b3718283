import {
  announceEverySeconds,
  type ConverterRegistry,
  type ConverterStatus,
  type Logger,
  type Pause,
} from '@cloudconvert/core';

interface Dependencies {
  readonly registry: ConverterRegistry;
  readonly pause: Pause;
  readonly logger: Logger;
  /** What this converter says of itself now. */
  readonly status: () => ConverterStatus;
}

/** Tells the registry again and again that this converter is alive, until it stops. */
export class Announcer {
  readonly #deps: Dependencies;
  readonly #stop = new AbortController();
  #done: Promise<void> = Promise.resolve();

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  /** Resolves after the first announcement. */
  async start(): Promise<void> {
    await this.#announce();
    this.#done = this.#repeat();
  }

  /** Withdraws. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
    const { registry, status } = this.#deps;
    await this.#attempt('not withdrawn; it expires by itself', () =>
      registry.withdraw(status().id),
    );
  }

  async #repeat(): Promise<void> {
    while (await this.#hasPaused()) await this.#announce();
  }

  #hasPaused(): Promise<boolean> {
    return this.#deps.pause(announceEverySeconds * 1000, this.#stop.signal).then(
      () => true,
      () => false,
    );
  }

  #announce(): Promise<void> {
    const { registry, status } = this.#deps;
    return this.#attempt('not announced; trying again', () => registry.announce(status()));
  }

  /** A database that is away ends no conversion. */
  async #attempt(message: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.logger.warn({ err: error }, message);
    }
  }
}

import type { Logger } from '@cloudconvert/core';

interface Releaser {
  readonly name: string;
  readonly release: () => Promise<void>;
}

/** Everything that was opened, to be closed in reverse order, also when start-up fails half-way. */
export class Releasers {
  readonly #opened: Releaser[] = [];

  add(name: string, release: () => Promise<void>): void {
    this.#opened.push({ name, release });
  }

  /** Releases all; what fails to close is logged and keeps nothing else open. */
  async releaseAll(logger: Logger): Promise<void> {
    for (let next = this.#opened.pop(); next; next = this.#opened.pop()) {
      const { name, release } = next;
      await release().catch((error: unknown) =>
        logger.error({ err: error, part: name }, 'could not be closed'),
      );
    }
  }
}

import { type DestinationStream, destination } from 'pino';

/**
 * stdout for the lines of logs. Without its reader there is no log, but the process goes on. An
 * error of another kind reaches nobody, so that the process ends.
 */
export class LogOutput implements DestinationStream {
  readonly #stream = destination({ dest: process.stdout.fd, sync: false });
  #isOpen = true;
  #pending: PromiseWithResolvers<void> | undefined;

  constructor() {
    this.#stream.on('drain', () => this.#settle());
    this.#stream.on('error', (error: NodeJS.ErrnoException) => {
      this.discard();
      if (error.code !== 'EPIPE') throw error;
    });
  }

  write(line: string): void {
    if (!this.#isOpen) return;
    this.#pending ??= Promise.withResolvers();
    this.#stream.write(line);
  }

  /** Resolves when every line is out, or lost. */
  written(): Promise<void> {
    return this.#pending?.promise ?? Promise.resolve();
  }

  /**
   * Gives up what is not written yet. pino writes that when the process exits, again and again
   * where it fails, and the process never ends.
   */
  discard(): void {
    this.#isOpen = false;
    this.#stream.destroy();
    this.#settle();
  }

  #settle(): void {
    this.#pending?.resolve();
    this.#pending = undefined;
  }
}

import { type DestinationStream, destination } from 'pino';

/** Seconds of lines at the highest load, and a fraction of what a process may hold. */
const mostHeldBytes = 4 * 1024 * 1024;

/**
 * stdout for the lines of logs. No log stops its process: without a reader there is none, lines that
 * find no room are lost until there is some, and so are those for which a reader is too slow.
 */
export class LogOutput implements DestinationStream {
  #stream = this.#open();
  #isOpen = true;
  #isLosing = false;
  #pending: PromiseWithResolvers<void> | undefined;

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

  #open() {
    const stream = destination({
      dest: process.stdout.fd,
      sync: false,
      maxLength: mostHeldBytes,
    });
    stream.on('drain', () => {
      this.#isLosing = false;
      this.#settle();
    });
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // pino tells of its first error twice.
      if (stream !== this.#stream) return;
      if (error.code === 'EPIPE') this.discard();
      else this.#lose(error);
    });
    return stream;
  }

  #lose({ message }: Error): void {
    if (!this.#isLosing) process.stderr.write(`Lines of the log are lost: ${message}\n`);
    this.#isLosing = true;
    this.#stream.destroy();
    // What could not be written would be kept, and written first, for as long as that fails.
    this.#stream = this.#open();
    this.#settle();
  }

  #settle(): void {
    this.#pending?.resolve();
    this.#pending = undefined;
  }
}

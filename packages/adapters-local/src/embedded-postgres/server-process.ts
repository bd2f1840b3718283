import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Logger } from '@cloudconvert/core';
import { type Command, surroundings } from './run.ts';
import { stopServer } from './stop-server.ts';

const keptLines = 20;

/** One run of `postgres`. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #logger: Logger;
  readonly #lines: string[] = [];
  /** Resolves when the server has ended, or could not even begin. */
  readonly ended: Promise<void>;
  /** Resolves to whether the server takes connections: `false` when it ended before it did. */
  readonly ready: Promise<boolean>;

  constructor({ file, args, ...account }: Command, logger: Logger) {
    this.#logger = logger;
    // A session of its own, so that Ctrl-C reaches the service only, which stops the server last.
    const options = { ...surroundings, ...account, detached: true };
    this.#child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    const isReady = this.#followLog();
    this.ended = once(this.#child, 'close').then(
      () => {},
      (error: Error) => this.#keep(error.message),
    );
    this.ready = Promise.race([isReady, this.ended.then(() => false)]);
  }

  /** The last lines that the server wrote. */
  get output(): string {
    return this.#lines.join('\n');
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Whether it ended because somebody, or a system without memory, killed it. */
  get wasKilled(): boolean {
    return this.#child.signalCode === 'SIGKILL';
  }

  /** Ends the server after it has written down what it must. */
  async stop(): Promise<void> {
    await stopServer({
      isRunning: () => this.isRunning,
      signal: (name) => this.#child.kill(name),
    });
    // A process that the server left behind would keep it open.
    this.#child.stderr?.destroy();
    await this.ended;
  }

  #followLog(): Promise<boolean> {
    return new Promise((resolve) => {
      const { stderr } = this.#child;
      if (!stderr) return;
      createInterface({ input: stderr }).on('line', (line) => {
        this.#keep(line);
        this.#logger.debug({ line }, 'postgres');
        if (line.includes('database system is ready to accept connections')) resolve(true);
      });
    });
  }

  #keep(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > keptLines) this.#lines.shift();
  }
}

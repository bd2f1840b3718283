import { setTimeout } from 'node:timers/promises';
import type { Task } from './api-client.ts';

const pauseMs = 300;

/** A client that uploads one file after the other, and again what was not accepted. */
export class Load {
  readonly accepted: Task[] = [];
  /** How many uploads got no answer, or one other than 201. */
  brokenOff = 0;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(upload: () => Promise<Task>) {
    this.#done = this.#run(upload);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(upload: () => Promise<Task>): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await upload().then(
        (task) => this.accepted.push(task),
        () => {
          this.brokenOff += 1;
        },
      );
      await setTimeout(pauseMs);
    }
  }
}

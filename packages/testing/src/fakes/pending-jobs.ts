import type {
  Delivery,
  JobKind,
  JobPayloads,
  JobQueue,
  QueueDepth,
  SendOptions,
} from '@cloudconvert/core';

/** Keeps what is sent and completed until the transaction commits. */
export class PendingJobs implements JobQueue {
  readonly #queue: JobQueue;
  readonly #pending: (() => Promise<void>)[] = [];

  constructor(queue: JobQueue) {
    this.#queue = queue;
  }

  async send<K extends JobKind>(kind: K, payload: JobPayloads[K], options?: SendOptions) {
    this.#pending.push(() => this.#queue.send(kind, payload, options));
  }

  async sendAll<K extends JobKind>(
    kind: K,
    payloads: readonly JobPayloads[K][],
    options?: Pick<SendOptions, 'priority'>,
  ) {
    this.#pending.push(() => this.#queue.sendAll(kind, payloads, options));
  }

  async complete(delivery: Delivery) {
    this.#pending.push(() => this.#queue.complete(delivery));
  }

  isCompleted(kind: JobKind, id: string): Promise<boolean> {
    return this.#queue.isCompleted(kind, id);
  }

  depth(): Promise<QueueDepth> {
    return this.#queue.depth();
  }

  async commit(): Promise<void> {
    for (const apply of this.#pending) await apply();
  }
}

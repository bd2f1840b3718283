import {
  type Delivery,
  HandedBack,
  type JobConsumer,
  type JobHandler,
  type JobKind,
  type JobPayloads,
  type ReceivedJob,
} from '@cloudconvert/core';
import { JobPlaces } from './job-places.ts';
import type { MemoryJob } from './memory-job.ts';
import type { MemoryJobQueue } from './memory-job-queue.ts';

/** How long a handler may take to notice that it was aborted. */
const cleanUpMs = 5000;

/** Takes jobs from a memory queue, as one process of several. */
export class MemoryJobConsumer implements JobConsumer {
  readonly #queue: MemoryJobQueue;
  readonly #abort = new AbortController();
  readonly #running = new Map<Promise<void>, Delivery>();
  readonly #unsubscribe: (() => void)[] = [];
  #isStopping = false;

  constructor(queue: MemoryJobQueue) {
    this.#queue = queue;
  }

  async consume<K extends JobKind>(
    kind: K,
    concurrency: number,
    handler: JobHandler<K>,
  ): Promise<void> {
    const fill = () => {
      while (!this.#isStopping && places.areFree) {
        const job = this.#queue.take(kind);
        if (!job) return;
        const { makeRoom, leave } = places.take();
        void this.#run({ ...this.#receive(kind, job), makeRoom }, handler).finally(leave);
      }
    };
    const places = new JobPlaces(concurrency, fill);
    this.#unsubscribe.push(this.#queue.onJob(fill));
    queueMicrotask(fill);
  }

  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await settledWithin(graceMs, [...this.#running.keys()]);
    for (const delivery of this.#running.values()) this.#queue.handBack(delivery);
    this.#abort.abort(new HandedBack());
    await settledWithin(cleanUpMs, [...this.#running.keys()]);
  }

  #receive<K extends JobKind>(kind: K, job: MemoryJob): Omit<ReceivedJob<K>, 'makeRoom'> {
    const { id, attempt, handedBack } = job;
    const payload = job.payload as JobPayloads[K];
    // A signal of its own: that of the process would outlive many jobs.
    const signal = AbortSignal.any([this.#abort.signal]);
    return { kind, id, attempt, handedBack, payload, signal };
  }

  #run<K extends JobKind>(job: ReceivedJob<K>, handler: JobHandler<K>): Promise<void> {
    const running = this.#settle(job, handler).finally(() => this.#running.delete(running));
    this.#running.set(running, job);
    return running;
  }

  async #settle<K extends JobKind>(job: ReceivedJob<K>, handler: JobHandler<K>): Promise<void> {
    try {
      await handler(job);
      await this.#queue.complete(job);
    } catch (reason) {
      this.#queue.fail(job, reason);
    }
  }
}

async function settledWithin(milliseconds: number, work: readonly Promise<void>[]): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  await Promise.race([Promise.allSettled(work), late.promise]);
  clearTimeout(timer);
}

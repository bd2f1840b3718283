import { randomUUID } from 'node:crypto';
import {
  type Clock,
  type Delivery,
  type JobKind,
  type JobPayloads,
  type JobQueue,
  type Pause,
  type QueueDepth,
  RetryLater,
  type SendOptions,
} from '@cloudconvert/core';
import { isMoreUrgent, type MemoryJob } from './memory-job.ts';
import { pause as realPause } from './pause.ts';

export interface MemoryJobQueueOptions {
  readonly clock?: Clock;
  /** How the queue waits where a handler asks it to. */
  readonly pause?: Pause;
  /** How long a failed job waits where its handler asks for no pause; not at all unless told. */
  readonly retrySeconds?: number;
  /** How often a job is delivered before it is given up; as in production unless told. */
  readonly deliveries?: Partial<Record<JobKind, number>>;
}

const defaultDeliveries: Record<JobKind, number> = {
  convert: 6,
  'convert-given-up': 1000,
  notify: 31,
  ping: 1,
  sweep: 2,
};

/** Its pauses don't grow. Consumers of it are `MemoryJobConsumer`s. */
export class MemoryJobQueue implements JobQueue {
  readonly #clock: Clock;
  readonly #pause: Pause;
  readonly #retrySeconds: number;
  readonly #deliveries: Record<JobKind, number>;
  readonly #jobs = new Map<string, MemoryJob>();
  readonly #listeners = new Set<() => void>();

  constructor({
    clock = () => new Date(),
    pause = realPause,
    retrySeconds = 0,
    deliveries,
  }: MemoryJobQueueOptions = {}) {
    this.#clock = clock;
    this.#pause = pause;
    this.#retrySeconds = retrySeconds;
    this.#deliveries = { ...defaultDeliveries, ...deliveries };
  }

  async send<K extends JobKind>(
    kind: K,
    payload: JobPayloads[K],
    { id = randomUUID(), priority = 0 }: SendOptions = {},
  ): Promise<void> {
    if (this.#jobs.has(id)) return;
    const deliveries = this.#deliveries[kind];
    const waiting = {
      state: 'waiting',
      attempt: -1,
      handedBack: 0,
      waitingSince: this.#now(),
    } as const;
    this.#jobs.set(id, { id, kind, payload, priority, deliveries, ...waiting });
    this.#announce();
  }

  async sendAll<K extends JobKind>(
    kind: K,
    payloads: readonly JobPayloads[K][],
    options?: Pick<SendOptions, 'priority'>,
  ): Promise<void> {
    for (const payload of payloads) await this.send(kind, payload, options);
  }

  async complete(delivery: Delivery): Promise<void> {
    const job = this.#activeJob(delivery);
    if (job) job.state = 'completed';
  }

  async isCompleted(kind: JobKind, id: string): Promise<boolean> {
    const job = this.#jobs.get(id);
    return job?.kind === kind && job.state === 'completed';
  }

  async depth(): Promise<QueueDepth> {
    const jobs = [...this.#jobs.values()].filter(({ kind }) => kind === 'convert');
    const waiting = jobs.filter(({ state }) => state === 'waiting' || state === 'postponed');
    const oldest = Math.min(...waiting.map(({ waitingSince }) => waitingSince));
    return {
      queued: waiting.length,
      active: jobs.filter(({ state }) => state === 'active').length,
      oldestSeconds: waiting.length === 0 ? null : (this.#now() - oldest) / 1000,
    };
  }

  /** What was sent of one kind so far, in this order, whatever became of it. */
  sent<K extends JobKind>(kind: K): JobPayloads[K][] {
    const jobs = [...this.#jobs.values()].filter((job) => job.kind === kind);
    return jobs.map(({ payload }) => payload as JobPayloads[K]);
  }

  /** For consumers: the job that is to be delivered next, which is then active. */
  take(kind: JobKind): MemoryJob | undefined {
    let next: MemoryJob | undefined;
    for (const job of this.#jobs.values()) {
      if (job.kind === kind && job.state === 'waiting' && isMoreUrgent(job, next)) next = job;
    }
    if (!next) return undefined;
    next.state = 'active';
    next.attempt += 1;
    return next;
  }

  /** For consumers: the handler of a delivery rejected. */
  fail(delivery: Delivery, reason: unknown): void {
    const job = this.#activeJob(delivery);
    if (!job) return;
    if (job.attempt + 1 >= job.deliveries) this.#giveUp(job);
    else this.#postpone(job, reason instanceof RetryLater ? reason.seconds : this.#retrySeconds);
  }

  /** For consumers: the delivery's process stops, which is no fault of the job. */
  handBack(delivery: Delivery): void {
    const job = this.#activeJob(delivery);
    if (!job) return;
    job.deliveries += 1;
    job.handedBack += 1;
    this.#wait(job);
  }

  /** For consumers: calls `listener` whenever there is something to take. */
  onJob(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #activeJob({ kind, id, attempt }: Delivery): MemoryJob | undefined {
    const job = this.#jobs.get(id);
    const isCurrent = job?.kind === kind && job.attempt === attempt && job.state === 'active';
    return isCurrent ? job : undefined;
  }

  #wait(job: MemoryJob): void {
    job.state = 'waiting';
    job.waitingSince = this.#now();
    this.#announce();
  }

  #postpone(job: MemoryJob, seconds: number): void {
    job.state = 'postponed';
    void this.#pause(seconds * 1000).then(() => this.#wait(job));
  }

  #giveUp(job: MemoryJob): void {
    job.state = 'failed';
    if (job.kind !== 'convert') return;
    void this.send('convert-given-up', job.payload as JobPayloads['convert-given-up']);
  }

  #announce(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  #now(): number {
    return this.#clock().getTime();
  }
}

import type { JobKind, JobPayloads } from '../jobs/job-payloads.ts';

export interface SendOptions {
  /** A UUID of the sender's choice; one of the queue's own otherwise. */
  readonly id?: string;
  /** A whole number of 32 bits. Jobs with a higher one go first, among equals the oldest; 0 by default. */
  readonly priority?: number;
}

/** Behind every job that anybody waits for. */
export const lowestPriority = -(2 ** 31);

/** Names one delivery of one job: a job that is delivered again has a higher `attempt`. */
export interface Delivery {
  readonly kind: JobKind;
  readonly id: string;
  readonly attempt: number;
}

export interface QueueDepth {
  /** Jobs that wait for a converter. */
  readonly queued: number;
  /** Jobs that a converter has. */
  readonly active: number;
  /** How long the oldest waiting job has waited, in seconds; `null` when none waits. */
  readonly oldestSeconds: number | null;
}

/** Hands work to the converters. Inside a unit of work nothing is sent unless it commits. */
export interface JobQueue {
  send<K extends JobKind>(kind: K, payload: JobPayloads[K], options?: SendOptions): Promise<void>;
  /** One `send` for each payload, in one round trip. */
  sendAll<K extends JobKind>(
    kind: K,
    payloads: readonly JobPayloads[K][],
    options?: Pick<SendOptions, 'priority'>,
  ): Promise<void>;
  /** Marks a delivery as done; does nothing when the job has been delivered again since. */
  complete(delivery: Delivery): Promise<void>;
  /** Whether the job is done; `false` also when there is none. */
  isCompleted(kind: JobKind, id: string): Promise<boolean>;
  /** How much conversion work there is. */
  depth(): Promise<QueueDepth>;
}

import type { JobKind, JobPayloads } from '../jobs/job-payloads.ts';
import type { Delivery } from './job-queue.ts';

export interface ReceivedJob<K extends JobKind> extends Delivery {
  readonly kind: K;
  readonly payload: JobPayloads[K];
  /** How many of the deliveries before this one were handed back after they had begun. */
  readonly handedBack: number;
  /**
   * Aborts when the job is late or has gone to another process, and, with `HandedBack`, when this one
   * stops: the job is on its way to another by then.
   */
  readonly signal: AbortSignal;
  /**
   * Lets another job begin beside this one. As many may go on so as may run at once; the next one
   * makes room as soon as one of these has ended. Said twice, or when the job is over, it changes
   * nothing.
   */
  readonly makeRoom: () => void;
}

/**
 * Resolves when the job is done. A job whose handler rejects is delivered again after a pause: with
 * `RetryLater`, after the time that this names or later. The pause takes no place of another job.
 */
export type JobHandler<K extends JobKind> = (job: ReceivedJob<K>) => Promise<void>;

/**
 * Takes jobs from the queue. A job goes to one handler at a time; the job of a process that dies goes
 * to another one. A job that was delivered as often as it may be becomes one of its kind's
 * dead letter kind (`convert` → `convert-given-up`).
 */
export interface JobConsumer {
  /**
   * Begins to hand jobs of `kind` to `handler`, at most `concurrency` at once, not counting those that
   * have made room.
   */
  consume<K extends JobKind>(kind: K, concurrency: number, handler: JobHandler<K>): Promise<void>;
  /** Takes no more, waits up to `graceMs` for what runs, then aborts it and hands it back. */
  stop(graceMs: number): Promise<void>;
}

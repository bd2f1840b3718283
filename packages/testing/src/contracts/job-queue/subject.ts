import type { JobConsumer, JobQueue } from '@cloudconvert/core';

/** One implementation with nothing in it. A failed job is tried again without a pause to speak of. */
export interface JobQueueSubject {
  readonly queue: JobQueue;
  /** A consumer as another process would have it. */
  newConsumer(): Promise<JobConsumer>;
  /** Runs `work` in a transaction that commits if it resolves. */
  inTransaction(work: (jobs: JobQueue) => Promise<void>): Promise<void>;
  close?(): Promise<void>;
}

export interface JobQueueContractOptions {
  /** How often a `convert` job is delivered before it becomes a dead letter. */
  readonly deliveries: number;
}

/** Answers the subject that was opened before the test began. */
export type JobQueueUnderTest = () => JobQueueSubject;

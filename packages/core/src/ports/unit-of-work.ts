import type { BenchmarkRepository } from './benchmark-repository.ts';
import type { JobQueue } from './job-queue.ts';
import type { TaskRepository } from './task-repository.ts';
import type { UploadRepository } from './upload-repository.ts';

/** What one transaction covers. */
export interface Transaction {
  readonly tasks: TaskRepository;
  readonly benchmarks: BenchmarkRepository;
  readonly uploads: UploadRepository;
  readonly jobs: JobQueue;
}

export interface UnitOfWork {
  /** Commits when `work` resolves; nothing has happened when it rejects. */
  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * As `run`, but one after the other for each person, so that a limit that `work` checks holds for many
   * requests at once, too. Those who wait for their turn take nothing that others need.
   * @throws DomainError `busy` when the turn does not come soon
   */
  runInTurn<T>(userId: number, work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

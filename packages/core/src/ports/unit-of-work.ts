import type { BenchmarkRepository } from './benchmark-repository.ts';
import type { JobQueue } from './job-queue.ts';
import type { TaskRepository } from './task-repository.ts';
import type { UploadRepository } from './upload-repository.ts';

/**
 * What one transaction covers. Whoever counts a person's tasks or uploads in it makes others who count
 * the same person's wait for its end, so that a limit holds for many requests at once, too.
 */
export interface Transaction {
  readonly tasks: TaskRepository;
  readonly benchmarks: BenchmarkRepository;
  readonly uploads: UploadRepository;
  readonly jobs: JobQueue;
}

export interface UnitOfWork {
  /** Commits when `work` resolves; nothing has happened when it rejects. */
  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

import type { JobQueue, Transaction, UnitOfWork } from '@cloudconvert/core';
import { MemoryBenchmarkRepository } from './memory-benchmark-repository.ts';
import { MemoryTaskRepository } from './memory-task-repository.ts';
import type { MemoryTaskTable } from './memory-task-table.ts';
import { MemoryUploadRepository } from './memory-upload-repository.ts';
import type { MemoryUploadTable } from './memory-upload-table.ts';
import { PendingJobs } from './pending-jobs.ts';

interface Parts {
  readonly tasks: MemoryTaskTable;
  readonly uploads: MemoryUploadTable;
  readonly jobs: JobQueue;
}

/**
 * One after the other, so that putting the tables back undoes no other unit's work. It does undo what
 * repositories outside of any unit have done meanwhile.
 */
export class MemoryUnitOfWork implements UnitOfWork {
  readonly #parts: Parts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const run = this.#last.then(() => this.#runAlone(work));
    this.#last = run.catch(() => undefined);
    return run;
  }

  runInTurn<T>(_userId: number, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.run(work);
  }

  async #runAlone<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const { tasks, uploads } = this.#parts;
    const savepoints = [tasks.savepoint(), uploads.savepoint()];
    const jobs = new PendingJobs(this.#parts.jobs);
    try {
      const result = await work({
        tasks: new MemoryTaskRepository(tasks),
        benchmarks: new MemoryBenchmarkRepository(tasks),
        uploads: new MemoryUploadRepository(uploads),
        jobs,
      });
      await jobs.commit();
      return result;
    } catch (error) {
      for (const rollBack of savepoints) rollBack();
      throw error;
    }
  }
}

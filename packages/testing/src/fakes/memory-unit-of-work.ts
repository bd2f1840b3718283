import type { JobQueue, Transaction, UnitOfWork } from '@cloudconvert/core';
import { MemoryBenchmarkRepository } from './memory-benchmark-repository.ts';
import { MemoryTaskRepository } from './memory-task-repository.ts';
import type { MemoryTaskTable } from './memory-task-table.ts';
import { PendingJobs } from './pending-jobs.ts';

/** One after the other, so that putting the table back undoes nobody else's work. */
export class MemoryUnitOfWork implements UnitOfWork {
  readonly #table: MemoryTaskTable;
  readonly #queue: JobQueue;
  #last: Promise<unknown> = Promise.resolve();

  constructor(table: MemoryTaskTable, queue: JobQueue) {
    this.#table = table;
    this.#queue = queue;
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const run = this.#last.then(() => this.#runAlone(work));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #runAlone<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const rollBack = this.#table.savepoint();
    const jobs = new PendingJobs(this.#queue);
    const tasks = new MemoryTaskRepository(this.#table);
    const benchmarks = new MemoryBenchmarkRepository(this.#table);
    try {
      const result = await work({ tasks, benchmarks, jobs });
      await jobs.commit();
      return result;
    } catch (error) {
      rollBack();
      throw error;
    }
  }
}

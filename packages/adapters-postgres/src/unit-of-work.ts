import type { JobQueue, Transaction, UnitOfWork } from '@cloudconvert/core';
import type { Pool } from 'pg';
import type { Queryable } from './query.ts';
import { PgBenchmarkRepository } from './repositories/pg-benchmark-repository.ts';
import { PgTaskRepository } from './repositories/pg-task-repository.ts';
import { PgUploadRepository } from './repositories/pg-upload-repository.ts';
import { inTransaction } from './transaction.ts';

/** A queue whose jobs can be sent and completed inside somebody's transaction. */
export interface TransactionalJobQueue {
  inTransaction(client: Queryable): JobQueue;
}

export class PgUnitOfWork implements UnitOfWork {
  readonly #pool: Pool;
  readonly #queue: TransactionalJobQueue;

  constructor(pool: Pool, queue: TransactionalJobQueue) {
    this.#pool = pool;
    this.#queue = queue;
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, (client) =>
      work({
        tasks: new PgTaskRepository(client),
        benchmarks: new PgBenchmarkRepository(client),
        uploads: new PgUploadRepository(client),
        jobs: this.#queue.inTransaction(client),
      }),
    );
  }
}

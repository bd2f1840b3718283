import type { JobQueue, Transaction, UnitOfWork } from '@cloudconvert/core';
import { DatabaseError, escapeLiteral, type Pool } from 'pg';
import type { Queryable } from './query.ts';
import { PgBenchmarkRepository } from './repositories/pg-benchmark-repository.ts';
import { PgTaskRepository } from './repositories/pg-task-repository.ts';
import { PgUploadRepository } from './repositories/pg-upload-repository.ts';
import { inTransaction } from './transaction.ts';
import { Turns, turnTooLate } from './turns.ts';

/** A queue whose jobs can be sent and completed inside somebody's transaction. */
export interface TransactionalJobQueue {
  inTransaction(client: Queryable): JobQueue;
}

export class PgUnitOfWork implements UnitOfWork {
  readonly #pool: Pool;
  readonly #queue: TransactionalJobQueue;
  /** Within this process, so that those who wait have no connection yet, which others need. */
  readonly #turns = new Turns();

  constructor(pool: Pool, queue: TransactionalJobQueue) {
    this.#pool = pool;
    this.#queue = queue;
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, (client) => work(this.#transaction(client)));
  }

  runInTurn<T>(userId: number, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#turns.run(userId, () =>
      inTransaction(
        this.#pool,
        (client) => work(this.#transaction(client)),
        lockingOutOthers(userId),
      ).catch(giveUp),
    );
  }

  #transaction(client: Queryable): Transaction {
    return {
      tasks: new PgTaskRepository(client),
      benchmarks: new PgBenchmarkRepository(client),
      uploads: new PgUploadRepository(client),
      jobs: this.#queue.inTransaction(client),
    };
  }
}

/** With what was waited for in this process before, less than a client waits for an answer. */
const patienceMs = 3_000;
/** `lock_not_available` (Appendix A of PostgreSQL's manual). */
const locked = '55P03';

/**
 * Makes the same person's next turn wait, in this process and in others. A statement of its own: one that
 * waits would count what there was before it waited.
 */
function lockingOutOthers(userId: number): string {
  const lock = "pg_advisory_xact_lock(hashtext('cloudconvert.limits')";
  const locking = `select ${lock}, ${escapeLiteral(String(userId))}::integer)`;
  return `set local lock_timeout = ${patienceMs}; ${locking}`;
}

function giveUp(error: unknown): never {
  throw error instanceof DatabaseError && error.code === locked ? turnTooLate(error) : error;
}

import { DomainError } from '@cloudconvert/core';
import type { Pool, PoolClient } from 'pg';
import { guarded, wrapDatabaseError } from './errors.ts';

/**
 * Runs `work` on one client between BEGIN and COMMIT; rolls back when it rejects.
 * @param first a statement that goes with BEGIN in one round trip
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  first = '',
): Promise<T> {
  const client = await guarded(pool.connect());
  // The pool doesn't listen while a client is out; its next query rejects with what is ignored here.
  client.on('error', ignore);
  try {
    const result = await commit(client, work, first);
    giveBack(client);
    return result;
  } catch (error) {
    const wrapped = wrapDatabaseError(error);
    await abandon(client, wrapped);
    throw wrapped;
  }
}

async function commit<T>(
  client: PoolClient,
  work: (client: PoolClient) => Promise<T>,
  first: string,
): Promise<T> {
  await client.query(`begin; ${first}`);
  const result = await work(client);
  const { command } = await client.query('commit');
  // After a statement failed, COMMIT is answered by ROLLBACK and no error.
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement failed');
  return result;
}

/** Closing the connection rolls back, too, and can't hang. */
async function abandon(client: PoolClient, error: unknown): Promise<void> {
  if (isUnavailable(error)) return client.release(true);
  try {
    await client.query('rollback');
    giveBack(client);
  } catch {
    client.release(true);
  }
}

function giveBack(client: PoolClient): void {
  client.removeListener('error', ignore);
  client.release();
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'database_unavailable';
}

function ignore(): void {}

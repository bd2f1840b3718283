import { DomainError } from '@cloudconvert/core';
import type { Pool, PoolClient } from 'pg';
import { guarded, wrapDatabaseError } from './errors.ts';

/**
 * COMMIT lets go of its locks when the disk has it, so those who wait for one would have the disk between
 * them: transactions of one person, and all that NOTIFY, for which PostgreSQL has one lock for everybody
 * (PreCommit_Notify in async.c). So it commits without the disk and waits for that afterwards.
 */
const begin = 'begin; set local synchronous_commit to off';
/** The log is on the disk in its order: when the second commit is, which waits, so is the first. */
const commitDurably = "commit; select pg_logical_emit_message(true, 'cloudconvert', '')";

/**
 * Runs `work` on one client between BEGIN and COMMIT; rolls back when it rejects. Others see what it
 * wrote a moment before it is on the disk, where it is when this resolves.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await guarded(pool.connect());
  // The pool doesn't listen while a client is out; its next query rejects with what is ignored here.
  client.on('error', ignore);
  try {
    const result = await commit(client, work);
    giveBack(client);
    return result;
  } catch (error) {
    const wrapped = wrapDatabaseError(error);
    await abandon(client, wrapped);
    throw wrapped;
  }
}

async function commit<T>(client: PoolClient, work: (client: PoolClient) => Promise<T>): Promise<T> {
  await client.query(begin);
  const result = await work(client);
  const [committed] = [await client.query(commitDurably)].flat();
  // After a statement failed, COMMIT is answered by ROLLBACK and no error.
  if (committed?.command === 'COMMIT') return result;
  throw new Error('The transaction was rolled back: a statement failed');
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

import { orAborted } from '@cloudconvert/core';
import type { Pool, PoolClient } from 'pg';

/** `work`, or a rejection when it takes longer than `milliseconds`. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = () => timeout.abort(new Error(`No answer within ${milliseconds} ms`));
  const timer = setTimeout(late, milliseconds);
  try {
    return await orAborted(work, timeout.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when `work` has ended, whichever way, or after `milliseconds`. */
export async function settledWithin(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await within(milliseconds, work).catch(() => undefined);
}

/** A client of the pool; one that comes after `signal` aborted goes straight back. */
export async function takeClient(pool: Pool, signal: AbortSignal): Promise<PoolClient> {
  const taking = pool.connect();
  try {
    return await orAborted(taking, signal);
  } catch (error) {
    taking.then(
      (client) => client.release(),
      () => undefined,
    );
    throw error;
  }
}

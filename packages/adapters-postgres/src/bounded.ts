import type { Pool, PoolClient } from 'pg';

/** `work`, or a rejection when it takes longer than `milliseconds`. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = () => timeout.abort(new Error(`No answer within ${milliseconds} ms`));
  const timer = setTimeout(late, milliseconds);
  try {
    return await unlessAborted(timeout.signal, work);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when `work` has ended, whichever way, or after `milliseconds`. */
export async function settledWithin(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await within(milliseconds, work).catch(() => undefined);
}

/** `work`, or a rejection with the signal's reason as soon as it aborts. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** A client of the pool; one that comes after `signal` aborted goes straight back. */
export async function takeClient(pool: Pool, signal: AbortSignal): Promise<PoolClient> {
  const taking = pool.connect();
  try {
    return await unlessAborted(signal, taking);
  } catch (error) {
    taking.then(
      (client) => client.release(),
      () => undefined,
    );
    throw error;
  }
}

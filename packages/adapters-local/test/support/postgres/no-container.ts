import { orAborted } from '@cloudconvert/core';

/** The tests can't have a container; the message says why, in words that continue a sentence. */
export class NoContainer extends Error {
  override readonly name = 'NoContainer';
}

/** What `promise` says within so many seconds; else `why` is told what it said instead. */
export async function within<T>(
  seconds: number,
  promise: Promise<T>,
  why: (reason: string) => string,
): Promise<T> {
  try {
    return await orAborted(promise, AbortSignal.timeout(seconds * 1000));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new NoContainer(why(reason), { cause });
  }
}

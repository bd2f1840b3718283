/**
 * The pieces of `source` until `signal` aborts, which ends it with the signal's reason at once, also
 * while the source stalls.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let hasEnded = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await orAborted(iterator.next(), signal);
      hasEnded = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited, since a source that stalls would not answer.
    if (!hasEnded) iterator.return?.().catch(() => {});
  }
}

/** What `promise` says, or the signal's reason if that aborts earlier. */
export async function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  // Taken off again each time: one promise for a signal's whole life would keep all values alive.
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

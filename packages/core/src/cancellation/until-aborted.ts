/**
 * The pieces of `source` until `signal` aborts, which ends it with the signal's reason at once, also
 * while the source stalls.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const wait = new AbortableWait(signal);
  let hasEnded = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await wait.for(iterator.next());
      hasEnded = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    wait.end();
    // Not awaited, since a source that stalls would not answer.
    if (!hasEnded) iterator.return?.().catch(() => {});
  }
}

/** Waits for one promise after the other, and listens to the signal once for all of them. */
class AbortableWait {
  readonly #signal: AbortSignal | undefined;
  #reject: ((reason: unknown) => void) | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
  }

  for<T>(promise: Promise<T>): Promise<T> {
    if (!this.#signal) return promise;
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      promise.then(resolve, reject);
    });
  }

  end(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#reject?.(this.#signal?.reason);
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

/** `work`, or a rejection with the reason of `stop` as soon as it aborts. */
export async function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const abort = () => stopped.reject(stop.reason);
  stop.addEventListener('abort', abort, { once: true });
  try {
    if (stop.aborted) abort();
    return await Promise.race([work, stopped.promise]);
  } finally {
    stop.removeEventListener('abort', abort);
  }
}

import { unavailable } from './gcs-error.ts';

/** What `action` says; its errors are told as the law of storages wants them. */
export async function attempt<T>(
  signal: AbortSignal | undefined,
  action: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await action();
  } catch (error) {
    signal?.throwIfAborted();
    throw unavailable(error);
  }
}

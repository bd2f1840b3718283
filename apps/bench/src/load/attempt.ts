import { Refused, type Upload, type Uploaded } from './upload.ts';

/** What came of one upload. */
export interface Attempt {
  /** When its first request was begun, as `performance.now()` has it. */
  readonly startedAt: number;
  /** Until the answer was there whole, or until it was given up. */
  readonly ms: number;
  /** `null` where it failed. */
  readonly uploaded: Uploaded | null;
  /** In two words: `time-out`, `status 503`, `ECONNRESET`. */
  readonly failure: string | null;
}

export const timedOut = 'time-out';

interface Patience {
  readonly timeoutMs: number;
  readonly stop: AbortSignal;
}

/** Uploads once; what takes longer than `timeoutMs` is ended and has failed. */
export async function attempt(
  upload: Upload,
  token: string,
  { timeoutMs, stop }: Patience,
): Promise<Attempt> {
  const limit = AbortSignal.timeout(timeoutMs);
  const startedAt = performance.now();
  const ended = (uploaded: Uploaded | null, failure: string | null) => {
    return { startedAt, ms: performance.now() - startedAt, uploaded, failure };
  };
  try {
    return ended(await upload(token, AbortSignal.any([stop, limit])), null);
  } catch (error) {
    stop.throwIfAborted();
    return ended(null, limit.aborted ? timedOut : reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return `status ${error.status}`;
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
}

import { retryAfterMs } from '../retry-after.ts';
import type { Refusal } from './refusal.ts';

const firstPauseMs = 1000;

/**
 * Milliseconds until the next try, as long as the answer says; at least one second, and twice as much
 * each time, so that a server whose clock is ahead isn't asked without a pause.
 */
export function pauseBeforeRetry(refusal: Refusal, earlierRetries: number, now: Date): number {
  return Math.max(firstPauseMs * 2 ** earlierRetries, toldPauseMs(refusal, now.getTime()));
}

function toldPauseMs({ status, headers }: Refusal, now: number): number {
  const retryAfter = headers['retry-after'];
  if (retryAfter) return retryAfterMs(retryAfter, now);
  // SendGrid counts in each answer; only with 429 it says that there was one request too many.
  const reset = status === 429 ? Number(headers['x-ratelimit-reset']) : Number.NaN;
  return Number.isNaN(reset) ? 0 : reset * 1000 - now;
}

import { setTimeout as pause } from 'node:timers/promises';
import { AnswerError, isTransient, unavailable } from './gcs-error.ts';
import type { GcsTiming } from './gcs-timing.ts';

/** Decides after each failure of one call whether it is tried again, and waits until then. */
export class Patience {
  readonly #timing: GcsTiming;
  readonly #signal: AbortSignal | undefined;
  #failures = 0;
  #failingSince: number | undefined;

  constructor(timing: GcsTiming, signal: AbortSignal | undefined) {
    this.#timing = timing;
    this.#signal = signal;
  }

  /** Forgets all failures. */
  progressed(): void {
    this.#failures = 0;
    this.#failingSince = undefined;
  }

  /**
   * Resolves when it is time to try again.
   * @throws the signal's reason, or DomainError `storage_unavailable` when trying again is of no use
   */
  async afterFailure(error: unknown): Promise<void> {
    this.#signal?.throwIfAborted();
    if (!isTransient(error)) throw unavailable(error);
    const now = performance.now();
    this.#failingSince ??= now;
    const pauseMs = this.#pauseAfter(error);
    if (now + pauseMs - this.#failingSince > this.#timing.giveUpAfterMs) throw unavailable(error);
    this.#failures += 1;
    await pause(pauseMs, undefined, this.#signal && { signal: this.#signal }).catch(() => {});
    this.#signal?.throwIfAborted();
  }

  /** Spread at random, so that many callers don't come back at the same moment. */
  #pauseAfter(error: unknown): number {
    const { firstPauseMs, longestPauseMs } = this.#timing;
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    const asked = error instanceof AnswerError ? error.retryAfterMs : 0;
    return Math.max(asked, longest * (0.5 + Math.random() / 2));
  }
}

import type { IncomingMessage } from 'node:http';
import { BodyPace, type PaceLimits } from './body-pace.ts';

interface Watched {
  readonly req: IncomingMessage;
  readonly pace: BodyPace;
  readonly onTooSlow: () => void;
}

/** Milliseconds that only grow. */
type Stopwatch = () => number;

/** Watches how fast bodies arrive and tells of those that are too slow. */
export class PaceGuard {
  readonly #limits: PaceLimits;
  readonly #now: Stopwatch;
  readonly #watched = new Set<Watched>();
  readonly #timer: NodeJS.Timeout;
  #checkedAt: number;

  constructor(limits: PaceLimits, now: Stopwatch = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#checkedAt = now();
    this.#timer = setInterval(() => this.check(), limits.checkEveryMs).unref();
  }

  /** Calls `onTooSlow` at most once; answers how to stop watching. */
  watch(req: IncomingMessage, onTooSlow: () => void): () => void {
    const pace = new BodyPace(this.#limits, req.socket.bytesRead);
    const watched = { req, pace, onTooSlow };
    this.#watched.add(watched);
    return () => this.#watched.delete(watched);
  }

  check(): void {
    const now = this.#now();
    // Time in which this process was held up is not the client's.
    const elapsedMs = Math.min(now - this.#checkedAt, 2 * this.#limits.checkEveryMs);
    this.#checkedAt = now;
    for (const watched of this.#watched) this.#checkOne(watched, elapsedMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #checkOne(watched: Watched, elapsedMs: number): void {
    const { req, pace, onTooSlow } = watched;
    if (req.complete) this.#watched.delete(watched);
    // Bytes that wait to be read mean that the storage is slow, not the client.
    else if (req.readableLength === 0 && !pace.advance(elapsedMs, req.socket.bytesRead)) {
      this.#watched.delete(watched);
      onTooSlow();
    }
  }
}

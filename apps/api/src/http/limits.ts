import type { DiscardLimits } from './body/discard-body.ts';
import type { PaceLimits } from './pace/body-pace.ts';
import type { ServerLimits } from './server/create-server.ts';

/** How long and how much clients may keep us busy. */
export interface HttpLimits {
  readonly pace: PaceLimits;
  readonly discard: DiscardLimits;
  readonly server: ServerLimits;
  /** How long requests in flight may go on when the process stops, in milliseconds. */
  readonly stopWithinMs: number;
}

export const defaultLimits: HttpLimits = {
  pace: { idleMs: 30_000, windowMs: 60_000, minBytesPerSecond: 10_000, checkEveryMs: 1_000 },
  discard: { maxBytes: 64 * 1024 ** 2, maxMs: 5_000 },
  server: { headersMs: 20_000, checkEveryMs: 5_000, inactiveMs: 120_000 },
  stopWithinMs: 10_000,
};

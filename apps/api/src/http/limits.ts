import type { DiscardLimits } from './body/discard-body.ts';
import type { PaceLimits } from './pace/body-pace.ts';
import type { ServerLimits } from './server/create-server.ts';
import type { UploadLineLimits } from './upload/upload-line.ts';

/** How long and how much clients may keep us busy. */
export interface HttpLimits {
  readonly pace: PaceLimits;
  readonly discard: DiscardLimits;
  readonly server: ServerLimits;
  readonly uploads: UploadLineLimits;
  /** How long requests in flight may go on when the process stops, in milliseconds. */
  readonly stopWithinMs: number;
}

export const defaultLimits: HttpLimits = {
  pace: { idleMs: 30_000, windowMs: 60_000, minBytesPerSecond: 10_000, checkEveryMs: 1_000 },
  discard: { maxBytes: 64 * 1024 ** 2, maxMs: 5_000 },
  server: { headersMs: 20_000, checkEveryMs: 5_000, inactiveMs: 120_000 },
  // More at once take longer in all, each waiting for the disk; who waits has one small buffer.
  uploads: { running: 32, waiting: 2_000, minBytes: 256 * 1024, checkEveryMs: 250 },
  stopWithinMs: 10_000,
};

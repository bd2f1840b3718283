import type { Service } from './service.ts';

/** A service as the one sees it who opened it. */
export interface OpenedService {
  readonly service: Service;
  /** Of its ffmpeg and its PostgreSQL; `null` for what it has none of. */
  readonly versions: Versions;
  /** Aborts when a part of it has ended by itself, so that nobody waits for what will not come. */
  readonly failed: AbortSignal;
  /** @throws RunError when a part of it has ended by itself */
  checkRuns(): Promise<void>;
  close(): Promise<void>;
}

export interface Versions {
  readonly ffmpeg: string | null;
  readonly postgres: string | null;
}

import type { Logger, Throttle } from '@cloudconvert/core';
import type { Services } from '../services.ts';
import type { HttpLimits } from './limits.ts';
import type { PaceGuard } from './pace/pace-guard.ts';

/** What the routes need beside the requests. */
export interface ApiContext {
  readonly services: Services;
  readonly throttle: Throttle;
  readonly logger: Logger;
  /** Where clients reach the service, without a slash at the end. */
  readonly baseUrl: string;
  readonly settings: ApiSettings;
  readonly limits: HttpLimits;
  readonly paceGuard: PaceGuard;
}

interface ApiSettings {
  readonly trustedProxies: number;
  /** Origins of pages that may use the API; `*` is all. */
  readonly corsOrigins: readonly string[];
  /** bytes */
  readonly maxUploadBytes: number;
  readonly uploadsPerMinute: number;
  readonly uploadsAtOnce: number;
  readonly benchmark: boolean;
}

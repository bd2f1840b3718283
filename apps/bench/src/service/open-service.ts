import type { OpenedService } from './opened-service.ts';
import type { OwnServiceOptions } from './own-service-options.ts';

/**
 * The service at `target`, or else one of the bench's own.
 * @throws RunError when none can be started
 */
export async function openService(
  target: URL | undefined,
  options: OwnServiceOptions,
): Promise<OpenedService> {
  if (target) return startedBySomebodyElse(target);
  // Only now: where a service is only ever measured, what it takes to start one may be missing.
  const { startOwnService } = await import('./start-own-service.ts');
  return startOwnService(options);
}

function startedBySomebodyElse(target: URL): OpenedService {
  return {
    service: { target, own: null },
    versions: { ffmpeg: 'not known', postgres: 'not known' },
    failed: new AbortController().signal,
    checkRuns: async () => {},
    close: async () => {},
  };
}

import type { JobPayloads } from '@cloudconvert/core';

/** The payload of a `convert` job. */
export function aConversion(taskId = 1): JobPayloads['convert'] {
  return { taskId, revision: 1, requestId: 'request-1' };
}

/** Rejects when `signal` aborts and never resolves: a conversion that takes very long. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

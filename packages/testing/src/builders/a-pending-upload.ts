import { randomUUID } from 'node:crypto';
import type { PendingUpload } from '@cloudconvert/core';

const hourMs = 3600 * 1000;

/** An upload for the next hour; `userId` must be somebody's. */
export function aPendingUpload(
  overrides: Partial<PendingUpload> & Pick<PendingUpload, 'userId'>,
): PendingUpload {
  return {
    id: randomUUID(),
    name: 'song.wav',
    size: 4_992_984,
    md5: 'XrY7u+Ae7tCTyyK7j1rNww==',
    contentType: 'audio/wav',
    expiresAt: new Date(Date.now() + hourMs),
    ...overrides,
  };
}

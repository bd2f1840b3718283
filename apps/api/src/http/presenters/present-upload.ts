import type { OpenedUpload } from '@cloudconvert/core';

/** What a client needs to send the bytes of an upload. */
export function presentUpload({ upload, target }: OpenedUpload) {
  return {
    id: upload.id,
    url: target.url,
    method: target.method,
    headers: target.headers,
    expires_at: upload.expiresAt.toISOString(),
  };
}

import type { Response } from 'express';

/** Aborts when the answer is out or the client is gone: either way nobody waits for more. */
export function hangUpSignal(res: Response): AbortSignal {
  const controller = new AbortController();
  if (res.closed) controller.abort();
  else res.once('close', () => controller.abort());
  return controller.signal;
}

/** Whether an error only says that the client closed the connection before the answer was out. */
export function isHangUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

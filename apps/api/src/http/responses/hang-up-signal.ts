import type { Response } from 'express';

/** One for all: to make an error takes time, and most requests end well, with nobody listening. */
const nobodyWaits = new DOMException('Nobody waits for the answer any more', 'AbortError');

/** Aborts when the answer is out or the client is gone: either way nobody waits for more. */
export function hangUpSignal(res: Response): AbortSignal {
  const controller = new AbortController();
  if (res.closed) controller.abort(nobodyWaits);
  else res.once('close', () => controller.abort(nobodyWaits));
  return controller.signal;
}

/** Whether an error only says that the client closed the connection before the answer was out. */
export function isHangUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

import type { IncomingMessage } from 'node:http';

export interface DiscardLimits {
  readonly maxBytes: number;
  readonly maxMs: number;
}

/** Whether bytes of the body are still to come. */
export function awaitsBody(req: IncomingMessage): boolean {
  return hasBody(req) && !req.complete && !req.destroyed;
}

/** RFC 9112, 6.3: a request without either header has no body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads the rest of a body that nobody wants, since closing a connection on which bytes still arrive
 * could cost the client the answer (RFC 9112, 9.6). Resolves at its end, or when it has taken too much
 * or too long, or the client is gone.
 */
export function discardBody(req: IncomingMessage, limits: DiscardLimits): Promise<void> {
  if (!awaitsBody(req)) return Promise.resolve();
  const start = req.socket.bytesRead;
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      req.off('data', measure).off('end', stop).off('close', stop).pause();
      resolve();
    };
    const measure = () => {
      if (req.socket.bytesRead - start > limits.maxBytes) stop();
    };
    const timer = setTimeout(stop, limits.maxMs);
    req.on('data', measure).once('end', stop).once('close', stop).resume();
  });
}

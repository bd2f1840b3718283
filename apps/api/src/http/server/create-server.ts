import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { answerClientErrors } from './client-errors.ts';

export interface ServerLimits {
  /** How long the head of a request may take. */
  readonly headersMs: number;
  readonly checkEveryMs: number;
  /** After how long without a byte in either direction a connection counts as dead. */
  readonly inactiveMs: number;
}

/** Node's HTTP server with its limits; bodies have a rule of their own. */
export function createServer(
  listener: RequestListener,
  limits: ServerLimits,
  isBehindProxy: boolean,
): Server {
  const server = createHttpServer(
    {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      requestTimeout: 0,
      // A balancer of Google's reuses connections for 600 s and must never meet one that just closed.
      keepAliveTimeout: isBehindProxy ? 620_000 : 65_000,
      maxHeaderSize: 16 * 1024,
      // Less than a piece that is read at once, so that a body that waits for its turn holds one of them.
      highWaterMark: 16 * 1024,
      // Its own answer has no body; a middleware's has.
      requireHostHeader: false,
    },
    listener,
  );
  server.setTimeout(limits.inactiveMs);
  // Whoever answers says when the body may come.
  server.on('checkContinue', listener);
  answerClientErrors(server);
  return server;
}

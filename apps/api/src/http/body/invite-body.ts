import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Tells a client that waits with its body (RFC 9110, 10.1.1) to send it. Whatever can be refused by
 * the headers alone is refused before.
 */
export function inviteBody(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers.expect?.toLowerCase() === '100-continue') res.writeContinue();
}

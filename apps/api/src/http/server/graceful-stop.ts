import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Stops a server so that no request fails. */
export class GracefulStop {
  readonly #server: Server;
  readonly #answers = new Set<ServerResponse>();
  #isStopping = false;

  constructor(server: Server) {
    this.#server = server;
    const follow = (_req: IncomingMessage, res: ServerResponse) => this.#follow(res);
    server.prependListener('request', follow).prependListener('checkContinue', follow);
  }

  /** No new connections; requests in flight may end within `withinMs`, then they are cut. */
  stop(withinMs: number): Promise<void> {
    this.#isStopping = true;
    for (const answer of this.#answers) announceClose(answer);
    return new Promise((resolve) => {
      const cut = setTimeout(() => this.#server.closeAllConnections(), withinMs);
      this.#server.close(() => {
        clearTimeout(cut);
        resolve();
      });
    });
  }

  #follow(res: ServerResponse): void {
    this.#answers.add(res);
    if (this.#isStopping) announceClose(res);
    res.once('close', () => {
      this.#answers.delete(res);
      // A connection becomes idle only after this event.
      if (this.#isStopping) setImmediate(() => this.#server.closeIdleConnections());
    });
  }
}

/** A client that knows won't send its next request into a connection that closes. */
function announceClose(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}

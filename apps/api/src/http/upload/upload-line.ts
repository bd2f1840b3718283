import type { IncomingMessage } from 'node:http';
import { BoundedLine, type Bounds } from '../../bounded-line.ts';

export interface UploadLineLimits extends Bounds {
  /** A body that brings less than this, in bytes, between two checks is too slow to keep others waiting. */
  readonly minBytes: number;
  readonly checkEveryMs: number;
}

/**
 * Lets so many bodies be received at once as keep the storage busy, the others when these are done: all
 * at once they would share what it can take until none arrives in time. A slow client gives its place to
 * the next one and goes on beside the line, for it costs the storage next to nothing.
 */
export class UploadLine {
  readonly #line: BoundedLine;
  readonly #limits: UploadLineLimits;

  constructor(limits: UploadLineLimits) {
    this.#line = new BoundedLine(limits);
    this.#limits = limits;
  }

  /**
   * Runs `receive`, which reads the body of `req`, when it is its turn.
   * @param signal aborts when nobody waits for that any more
   * @throws DomainError `busy` when the line is full; the signal's reason
   */
  async run<T>(req: IncomingMessage, signal: AbortSignal, receive: () => Promise<T>): Promise<T> {
    const { receiving } = await this.#line.run(async () => {
      const receiving = receive();
      await endOrSlowness(req, receiving, this.#limits);
      return { receiving };
    }, signal);
    return receiving;
  }
}

function endOrSlowness(
  req: IncomingMessage,
  receiving: Promise<unknown>,
  { minBytes, checkEveryMs }: UploadLineLimits,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let before = req.socket.bytesRead;
  const check = () => {
    const { bytesRead } = req.socket;
    // Bytes that wait to be read mean that the storage is slow, not the client.
    const isWaitedFor = !req.complete && req.readableLength === 0;
    if (isWaitedFor && bytesRead - before < minBytes) end();
    before = bytesRead;
  };
  const timer = setInterval(check, checkEveryMs);
  const end = () => {
    clearInterval(timer);
    resolve();
  };
  receiving.then(end, end);
  return promise;
}

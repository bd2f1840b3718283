import type { IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { requestAborted } from '../errors/request-errors.ts';

/** Fewer and larger pieces cost less. */
const highWaterMark = 256 * 1024;

/**
 * Stands in for a request whose body is piped into it. Whoever reads this one may destroy it without
 * the connection, so that a refusal comes at once. It ends with an error when the client hangs up.
 */
export class DetachedBody extends Transform {
  constructor(req: IncomingMessage) {
    super({ highWaterMark });
    // Perhaps nobody reads it when it ends, and an error that nobody hears would end the process.
    this.on('error', () => {});
    const abort = () => {
      if (!req.complete) this.destroy(requestAborted());
    };
    // A client can be gone already, since much is looked up before its body is read.
    if (req.closed) abort();
    else req.once('close', abort);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, chunk);
  }
}

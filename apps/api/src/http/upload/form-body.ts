import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { tooLarge } from '@cloudconvert/core';
import type { Request } from 'express';
import { requestAborted } from '../errors/request-errors.ts';
import { maxOverheadBytes } from './form-limits.ts';

/** Fewer and larger pieces cost less. */
const highWaterMark = 256 * 1024;

/**
 * Stands in for a request in front of the parser, which reads a request that it refuses to its very
 * end before it says so. This one can be destroyed without the connection, so that the refusal comes
 * at once. It ends with an error when the client hangs up, or sends more than a form with a file of
 * `maxFileBytes` can have.
 */
export class FormBody extends Transform {
  readonly headers: IncomingHttpHeaders;
  /** Filled by the parser. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly #maxFileBytes: number;
  #size = 0;

  constructor(req: IncomingMessage, maxFileBytes: number) {
    super({ highWaterMark });
    this.headers = req.headers;
    this.#maxFileBytes = maxFileBytes;
    req.once('close', () => {
      if (!req.complete) this.destroy(requestAborted());
    });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxFileBytes + maxOverheadBytes) done(tooLarge(this.#maxFileBytes));
    else done(null, chunk);
  }

  /** For the parser, whose type asks for more of a request than it uses. */
  asRequest(): Request {
    return this as unknown as Request;
  }
}

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { TransformCallback } from 'node:stream';
import { tooLarge } from '@cloudconvert/core';
import type { Request } from 'express';
import { DetachedBody } from '../body/detached-body.ts';
import { maxOverheadBytes } from './form-limits.ts';

/**
 * Stands in for a request in front of the parser, which reads a request that it refuses to its very
 * end before it says so. It ends with an error when the client sends more than a form with a file of
 * `maxFileBytes` can have.
 */
export class FormBody extends DetachedBody {
  readonly headers: IncomingHttpHeaders;
  /** Filled by the parser. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly #maxFileBytes: number;
  #size = 0;

  constructor(req: IncomingMessage, maxFileBytes: number) {
    super(req);
    this.headers = req.headers;
    this.#maxFileBytes = maxFileBytes;
  }

  override _transform(chunk: Buffer, encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxFileBytes + maxOverheadBytes) done(tooLarge(this.#maxFileBytes));
    else super._transform(chunk, encoding, done);
  }

  /** For the parser, whose type asks for more of a request than it uses. */
  asRequest(): Request {
    return this as unknown as Request;
  }
}

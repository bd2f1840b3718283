import type { IncomingMessage } from 'node:http';
import { requestAborted } from '../errors/request-errors.ts';

const ended: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The bytes of a request's body in pieces as they come, for one reader, who has each piece until asking
 * for the next one. Whoever reads may stop before the end: what is left stays unread, and the connection
 * open for the answer. Ends with an error when the client hangs up.
 */
export class RequestBody implements AsyncIterableIterator<Buffer> {
  readonly #req: IncomingMessage;
  /** Never more than one: nothing is read on while nobody waits for it. */
  readonly #pieces: Buffer[] = [];
  #reader: PromiseWithResolvers<IteratorResult<Buffer>> | undefined;
  #lent: Buffer | undefined;
  #end: 'open' | 'complete' | 'cut' = 'open';

  constructor(req: IncomingMessage) {
    this.#req = req;
    req.pause();
    req.on('data', this.#take).once('end', this.#complete).once('close', this.#cut);
    // A client can be gone already, since much is looked up before its body is read.
    if (req.closed) this.#cut();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Buffer>> {
    if (this.#lent) free(this.#lent);
    const result = await this.#read();
    this.#lent = result.value;
    return result;
  }

  async #read(): Promise<IteratorResult<Buffer>> {
    const value = this.#pieces.shift();
    if (value) return { value };
    if (this.#end === 'complete') return ended;
    if (this.#end === 'cut') throw requestAborted();
    this.#reader = Promise.withResolvers();
    this.#req.resume();
    return this.#reader.promise;
  }

  /** Lets go of the request, so that somebody else may read on. */
  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#req.off('data', this.#take).off('end', this.#complete).off('close', this.#cut).pause();
    this.#pieces.length = 0;
    this.#finish('complete');
    return ended;
  }

  readonly #take = (piece: Buffer): void => {
    const reader = this.#reader;
    this.#reader = undefined;
    if (!reader) {
      this.#pieces.push(piece);
      this.#req.pause();
    }
    reader?.resolve({ value: piece });
  };

  readonly #complete = (): void => this.#finish('complete');
  readonly #cut = (): void => this.#finish('cut');

  #finish(end: 'complete' | 'cut'): void {
    if (this.#end !== 'open') return;
    this.#end = end;
    if (end === 'complete') this.#reader?.resolve(ended);
    else this.#reader?.reject(requestAborted());
  }
}

/**
 * Gives the memory of `piece` back at once. It lies outside V8's heap, where garbage is seen only when
 * the whole heap is collected. Pieces that share their memory with others are left alone.
 */
function free({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

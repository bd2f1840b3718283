import { isUtf8 } from 'node:buffer';
import { malformedForm, truncatedForm } from './malformed-form.ts';

const lineEnd = Buffer.from('\r\n');
const windows1252 = new TextDecoder('windows-1252');

/** Reads bytes up to delimiters, and holds no more of them than the last piece that came. */
export class DelimitedReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer;

  /** @param start comes before the first byte of `source` */
  constructor(source: AsyncIterable<Uint8Array>, start: Buffer) {
    this.#source = source[Symbol.asyncIterator]();
    this.#rest = start;
  }

  /**
   * The bytes up to `delimiter`, in pieces as they came, each lent until the next one is asked for; the
   * delimiter itself is passed over.
   * @throws RequestError `invalid_multipart` when the source ends before it
   */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const found = this.#rest.indexOf(delimiter);
      const piece = this.#take(found < 0 ? beginningOf(delimiter, this.#rest) : found);
      if (found >= 0) this.#take(delimiter.length);
      if (piece.length > 0) yield piece;
      if (found >= 0) return;
      if (!(await this.#readOn())) throw truncatedForm();
    }
  }

  /** @throws RequestError `invalid_multipart` when the line has more bytes than that, or no end */
  async line(maxBytes: number): Promise<string> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of this.until(lineEnd)) {
      size += piece.length;
      if (size > maxBytes) throw malformedForm();
      pieces.push(Buffer.from(piece));
    }
    return textOf(Buffer.concat(pieces));
  }

  /** Whether these bytes are the next ones. */
  async startsWith(bytes: Buffer): Promise<boolean> {
    while (this.#rest.length < bytes.length && (await this.#readOn()));
    return this.#rest.subarray(0, bytes.length).equals(bytes);
  }

  async skipRest(): Promise<void> {
    do this.#take(this.#rest.length);
    while (await this.#readOn());
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #take(length: number): Buffer {
    const piece = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return piece;
  }

  async #readOn(): Promise<boolean> {
    // A copy, for the piece that it is part of is the source's again as soon as the next is asked for.
    const rest = Buffer.from(this.#rest);
    const { done, value } = await this.#source.next();
    this.#rest = rest;
    if (done) return false;
    this.#rest = rest.length > 0 ? Buffer.concat([rest, value]) : asBuffer(value);
    return true;
  }
}

/**
 * RFC 7578, 5.1.2 and 5.1.3: names are in UTF-8, but senders exist that take what their system uses, mostly
 * Latin-1, which its superset windows-1252 reads (https://encoding.spec.whatwg.org/#names-and-labels).
 */
function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString() : windows1252.decode(bytes);
}

/** Where `bytes` end with what may be the beginning of `delimiter`; their length where they don't. */
function beginningOf(delimiter: Buffer, bytes: Buffer): number {
  const [firstByte = 0] = delimiter;
  let at = bytes.indexOf(firstByte, Math.max(0, bytes.length - delimiter.length + 1));
  while (at >= 0 && !delimiter.subarray(0, bytes.length - at).equals(bytes.subarray(at))) {
    at = bytes.indexOf(firstByte, at + 1);
  }
  return at < 0 ? bytes.length : at;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

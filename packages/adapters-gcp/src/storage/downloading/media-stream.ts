import type { IncomingMessage } from 'node:http';
import type { ByteRange, FileKey } from '@cloudconvert/core';
import { Checksum, crc32cIn } from '../objects/checksum.ts';
import type { GcsBucket } from '../objects/gcs-bucket.ts';
import { failureIn, piecesOf } from '../requests/answer-body.ts';
import { ConnectionLost, missing, unavailable, WrongBytes } from '../requests/gcs-error.ts';
import { Patience } from '../requests/patience.ts';

const wholeFile: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };

/**
 * The bytes of one generation of a file. Where a connection breaks off or stands still, the next one
 * goes on at the same byte. An iterator by hand, since a generator that was never begun runs no
 * `finally` and would keep its connection.
 */
export class MediaStream implements AsyncIterableIterator<Uint8Array> {
  readonly #bucket: GcsBucket;
  readonly #key: FileKey;
  readonly #signal: AbortSignal | undefined;
  readonly #patience: Patience;
  readonly #checksum = new Checksum();
  readonly #range: ByteRange;
  #position: number;
  /** Behind the last byte. */
  #stop = Number.POSITIVE_INFINITY;
  #generation: string | undefined;
  #expected: string | undefined;
  #response: IncomingMessage | undefined;
  #pieces: AsyncIterator<Uint8Array> | undefined;
  #hasEnded = false;

  private constructor(bucket: GcsBucket, key: FileKey, range: ByteRange, signal?: AbortSignal) {
    this.#bucket = bucket;
    this.#key = key;
    this.#range = range;
    this.#position = range.start;
    this.#signal = signal;
    this.#patience = new Patience(bucket.client.timing, signal);
  }

  /** @throws DomainError `not_found`, `storage_unavailable` */
  static async open(
    bucket: GcsBucket,
    key: FileKey,
    range = wholeFile,
    signal?: AbortSignal,
  ): Promise<MediaStream> {
    const stream = new MediaStream(bucket, key, range, signal);
    await bucket.client.patiently(signal, () => stream.#connect());
    return stream;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    while (!this.#hasEnded) {
      try {
        this.#signal?.throwIfAborted();
        const piece = await this.#nextPiece();
        if (piece) return { done: false, value: piece };
        this.#end();
      } catch (error) {
        await this.#recover(error);
      }
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#hasEnded = true;
    this.#response?.destroy();
    return { done: true, value: undefined };
  }

  async #nextPiece(): Promise<Uint8Array | undefined> {
    if (!this.#pieces) await this.#connect();
    const next = await this.#pieces?.next();
    if (!next || next.done) return undefined;
    this.#checksum.add(next.value);
    this.#position += next.value.length;
    this.#patience.progressed();
    return next.value;
  }

  /** @throws ConnectionLost, or DomainError when the bytes were not those that were stored */
  #end(): void {
    if (this.#position < this.#stop) throw new ConnectionLost(new Error('The body ended early'));
    this.#hasEnded = true;
    const actual = this.#checksum.toString();
    if (this.#expected === undefined || this.#expected === actual) return;
    const cause = new WrongBytes(`${this.#key} came with CRC32C ${actual} for ${this.#expected}`);
    throw unavailable(cause);
  }

  async #recover(error: unknown): Promise<void> {
    this.#response?.destroy();
    this.#pieces = undefined;
    try {
      await this.#patience.afterFailure(error);
    } catch (final) {
      this.#hasEnded = true;
      throw final;
    }
  }

  async #connect(): Promise<void> {
    const { end } = this.#range;
    const response = await this.#bucket.openMedia(
      this.#key,
      {
        start: this.#position,
        end: end === Number.POSITIVE_INFINITY ? undefined : end,
        generation: this.#generation,
      },
      this.#signal,
    );
    // Nothing of the file lies in the range.
    if (response.statusCode === 416 && this.#generation === undefined) {
      this.#hasEnded = true;
      response.destroy();
      return;
    }
    await this.#check(response);
    this.#take(response);
  }

  async #check(response: IncomingMessage): Promise<void> {
    const { statusCode } = response;
    if (statusCode === 206 || (statusCode === 200 && this.#position === 0)) return;
    const failure = await failureIn(response, this.#bucket.client.timing.stallMs);
    const isMissing = statusCode === 404 && this.#generation === undefined;
    throw isMissing ? missing(this.#key) : failure;
  }

  #take(response: IncomingMessage): void {
    const { headers } = response;
    this.#response = response;
    this.#pieces = piecesOf(response, this.#bucket.client.timing.stallMs);
    if (this.#generation !== undefined) return;
    this.#generation = String(headers['x-goog-generation'] ?? '');
    const length = Number(headers['content-length'] ?? Number.NaN);
    if (!Number.isNaN(length)) this.#stop = this.#position + length;
    const isWhole = this.#range === wholeFile;
    if (isWhole) this.#expected = crc32cIn(headers['x-goog-hash']);
  }
}

import { type ByteStream, untilAborted } from '@cloudconvert/core';
import { Checksum } from '../objects/checksum.ts';
import { unavailable } from '../requests/gcs-error.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { ReadAhead } from './read-ahead.ts';
import type { SessionUpload } from './session-upload.ts';
import type { Sent } from './upload.ts';

/**
 * A multiple of 256 KiB, as sessions want it. One chunk is kept until it has arrived while the next
 * one is gathered, for each of perhaps hundreds of clients.
 */
export const chunkBytes = 512 * 1024;

/** A stream of unknown length on its way into a session. */
export class StreamSource {
  readonly #unwanted = new AbortController();
  readonly #chunks: ReadAhead<Chunk>;

  constructor(source: ByteStream, signal: AbortSignal | undefined) {
    const signals = [this.#unwanted.signal, ...(signal ? [signal] : [])];
    const pieces = untilAborted(source, AbortSignal.any(signals));
    this.#chunks = new ReadAhead(chunksOf(pieces, chunkBytes));
  }

  /** @throws DomainError `storage_unavailable`, or the error of the source */
  async sendBy(upload: SessionUpload): Promise<Sent> {
    const checksum = new Checksum();
    let size = 0;
    for await (const { bytes, isLast } of this.#chunks) {
      const start = size;
      checksum.add(bytes);
      size += bytes.length;
      const whole = { size, crc32c: checksum.toString() };
      const state = await upload.send({
        start,
        end: size,
        whole: isLast ? whole : undefined,
        from: (place) => bytes.subarray(place - start),
      });
      if (isLast) return { whole, state };
      if (state.kind !== 'open') break;
    }
    throw unavailable(new Error('Cloud Storage ended the upload before all was sent'));
  }

  /** Tells the source that no more of it is wanted, even while it stalls. */
  close(): void {
    this.#unwanted.abort();
    this.#chunks.close();
  }
}

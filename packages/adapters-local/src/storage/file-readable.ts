import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ByteRange } from '@cloudconvert/core';
import { storageError } from './storage-error.ts';

const pieceBytes = 256 * 1024;

const wholeFile: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };

/** `undefined` when there is something else than a file at `path`. */
export async function openFile(
  path: string,
  range = wholeFile,
  signal?: AbortSignal,
): Promise<Readable | undefined> {
  const handle = await open(path);
  const isFile = await handle.stat().then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (isFile) return new FileReadable(handle, range, signal);
  await handle.close();
  return undefined;
}

/**
 * Reads an open file and closes it at the end, however that comes. Two pieces of memory take turns: one is
 * with the reader, the next one is filled or waits. New memory for each piece is garbage outside the heap,
 * which costs more to get and to give back than the reading.
 */
class FileReadable extends Readable {
  readonly #handle: FileHandle;
  readonly #end: number;
  readonly #signal: AbortSignal | undefined;
  readonly #abort = () => this.destroy(this.#signal?.reason);
  #position: number;
  #lent: Buffer | undefined;
  #next: Buffer | undefined;

  constructor(handle: FileHandle, { start, end }: ByteRange, signal?: AbortSignal) {
    // As objects, one of which is read ahead: counted by bytes, a short one would not be waited for.
    super({ objectMode: true, highWaterMark: 1 });
    this.#handle = handle;
    this.#position = start;
    this.#end = end;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (signal?.aborted) this.#abort();
    // Whoever reads learns of an error by reading; nobody may be reading yet.
    this.on('error', () => {});
  }

  override _read(): void {
    this.#readPiece().then(
      (piece) => this.push(piece),
      (error) => this.destroy(asError(storageError(error))),
    );
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    const done = () => callback(error);
    this.#handle.close().then(done, done);
  }

  async #readPiece(): Promise<Buffer | null> {
    const wanted = Math.min(pieceBytes, this.#end + 1 - this.#position);
    if (wanted <= 0) return null;
    const buffer = this.#takeTurn(wanted);
    const { bytesRead } = await this.#handle.read(buffer, 0, wanted, this.#position);
    this.#position += bytesRead;
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead);
  }

  /** No piece is larger than those before it. */
  #takeTurn(wanted: number): Buffer {
    const buffer = this.#next ?? Buffer.allocUnsafeSlow(wanted);
    this.#next = this.#lent;
    this.#lent = buffer;
    return buffer;
  }
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

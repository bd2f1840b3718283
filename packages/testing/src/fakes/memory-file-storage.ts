import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import {
  type ByteRange,
  type ByteStream,
  DomainError,
  type FileKey,
  type FileStorage,
  type StoredFile,
  untilAborted,
} from '@cloudconvert/core';
import { lentPieces } from '../builders/lent-pieces.ts';

interface Entry {
  readonly bytes: Uint8Array;
  readonly modifiedAt: Date;
}

interface Options {
  /** How many bytes there is room for. */
  readonly capacity?: number;
  readonly clock?: () => Date;
}

/** Keeps files in memory. */
export class MemoryFileStorage implements FileStorage {
  readonly #files = new Map<FileKey, Entry>();
  readonly #capacity: number;
  readonly #clock: () => Date;
  /** While it is `true` every call fails. */
  isAway = false;

  constructor({ capacity = Number.POSITIVE_INFINITY, clock = () => new Date() }: Options = {}) {
    this.#capacity = capacity;
    this.#clock = clock;
  }

  async write(key: FileKey, source: ByteStream, signal?: AbortSignal): Promise<StoredFile> {
    this.#checkPresence(signal);
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of untilAborted(source, signal)) {
      size += piece.length;
      if (this.#usedBytes() + size > this.#capacity) throw full();
      pieces.push(Uint8Array.from(piece));
    }
    this.#checkPresence(signal);
    const entry = { bytes: new Uint8Array(Buffer.concat(pieces)), modifiedAt: this.#clock() };
    this.#files.set(key, entry);
    return describe(key, entry);
  }

  async read(key: FileKey, range?: ByteRange, signal?: AbortSignal): Promise<ByteStream> {
    const { bytes } = this.#find(key, signal);
    const wanted = range ? bytes.subarray(range.start, range.end + 1) : bytes;
    return untilAborted(lentPieces(wanted), signal);
  }

  async stat(key: FileKey, signal?: AbortSignal): Promise<StoredFile | undefined> {
    this.#checkPresence(signal);
    const entry = this.#files.get(key);
    return entry && describe(key, entry);
  }

  async fetchTo(path: string, key: FileKey, signal?: AbortSignal): Promise<void> {
    await writeFile(path, this.#find(key, signal).bytes);
  }

  async storeFrom(path: string, key: FileKey, signal?: AbortSignal): Promise<StoredFile> {
    this.#checkPresence(signal);
    return this.write(key, lentPieces(await readFile(path)), signal);
  }

  async copy(from: FileKey, to: FileKey, signal?: AbortSignal): Promise<StoredFile> {
    return this.write(to, lentPieces(this.#find(from, signal).bytes), signal);
  }

  async md5(key: FileKey, signal?: AbortSignal): Promise<string> {
    return createHash('md5').update(this.#find(key, signal).bytes).digest('base64');
  }

  async delete(key: FileKey, signal?: AbortSignal): Promise<void> {
    this.#checkPresence(signal);
    this.#files.delete(key);
  }

  async *list(prefix: FileKey, signal?: AbortSignal): AsyncGenerator<StoredFile> {
    this.#checkPresence(signal);
    for (const [key, entry] of [...this.#files]) {
      signal?.throwIfAborted();
      if (key.startsWith(`${prefix}/`)) yield describe(key, entry);
    }
  }

  async removeLeftovers(signal?: AbortSignal): Promise<void> {
    // A write appears whole or not at all, and ends with its process.
    this.#checkPresence(signal);
  }

  async check(signal?: AbortSignal): Promise<void> {
    this.#checkPresence(signal);
  }

  #find(key: FileKey, signal?: AbortSignal): Entry {
    this.#checkPresence(signal);
    const entry = this.#files.get(key);
    if (!entry) throw new DomainError('not_found', `There is no file ${key}`);
    return entry;
  }

  #checkPresence(signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (this.isAway) throw new DomainError('storage_unavailable', 'The storage is away');
  }

  #usedBytes(): number {
    return [...this.#files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }
}

function describe(key: FileKey, { bytes, modifiedAt }: Entry): StoredFile {
  return { key, size: bytes.length, modifiedAt };
}

function full(): DomainError {
  return new DomainError('storage_full', 'There is no room for the file');
}

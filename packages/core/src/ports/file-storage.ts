import type { FileKey } from '../files/file-key.ts';

/** A file's bytes, in pieces as they come. */
export type ByteStream = AsyncIterable<Uint8Array>;

export interface StoredFile {
  readonly key: FileKey;
  /** bytes */
  readonly size: number;
  readonly modifiedAt: Date;
}

/** Bytes `start` to `end` of a file, both included, as in RFC 9110, 14.1.2. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Keeps files under keys. The law of every implementation:
 *
 * - A file is there whole or not at all: a `write` that fails, is aborted or whose source fails
 *   leaves nothing behind and what was there before untouched.
 * - Writing to a key that exists replaces the file.
 * - Trouble is a `DomainError`: `storage_full` when there is no room, `storage_unavailable` for all
 *   else, with the vendor's error as its cause. An error of the source is thrown as it is.
 * - An aborted `signal` ends the call soon with the signal's reason.
 */
export interface FileStorage {
  /**
   * Stores what `source` yields, never holding more than some pieces of it in memory. Each piece is lent
   * until the next one is asked for: its memory may be used for that one.
   */
  write(key: FileKey, source: ByteStream, signal?: AbortSignal): Promise<StoredFile>;
  /**
   * The file's bytes, or those of `range`. The caller reads to the end or calls `return`. Each piece is
   * lent until the next one is asked for: its memory may be used for that one.
   * @throws DomainError `not_found` at once, not while reading.
   */
  read(key: FileKey, range?: ByteRange, signal?: AbortSignal): Promise<ByteStream>;
  /** `undefined` when there is no such file. */
  stat(key: FileKey, signal?: AbortSignal): Promise<StoredFile | undefined>;
  /**
   * Puts the file at `path` on this machine, for reading only: it may share its bytes with the
   * stored one.
   * @throws DomainError `not_found`
   */
  fetchTo(path: string, key: FileKey, signal?: AbortSignal): Promise<void>;
  /** Stores the file at `path` on this machine. The file at `path` may be gone afterwards. */
  storeFrom(path: string, key: FileKey, signal?: AbortSignal): Promise<StoredFile>;
  /**
   * Stores the bytes of `from` also under `to`. They don't pass through this process where the storage
   * can copy by itself; the two files are independent afterwards, and the new one is as old as the copy.
   * @throws DomainError `not_found`
   */
  copy(from: FileKey, to: FileKey, signal?: AbortSignal): Promise<StoredFile>;
  /**
   * The MD5 of the file's bytes in base64, as in `Content-MD5` (RFC 1864): enough to tell that
   * something went wrong on the way, which is all that it is for.
   * @throws DomainError `not_found`
   */
  md5(key: FileKey, signal?: AbortSignal): Promise<string>;
  /** Removes the file and does nothing when there is none. */
  delete(key: FileKey, signal?: AbortSignal): Promise<void>;
  /** Every file whose key begins with `prefix` and a `/`, in no order. */
  list(prefix: FileKey, signal?: AbortSignal): AsyncIterable<StoredFile>;
  /** Removes what writes of processes that were killed have left, once it is older than any write. */
  removeLeftovers(signal?: AbortSignal): Promise<void>;
  /**
   * Resolves when the storage can be written to now; rejects with `storage_full` where all that is missing is
   * room, else with `storage_unavailable`.
   */
  check(signal?: AbortSignal): Promise<void>;
}

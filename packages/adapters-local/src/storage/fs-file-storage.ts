import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, lstat, rename, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type ByteRange,
  type ByteStream,
  DomainError,
  type FileKey,
  type FileStorage,
  orAborted,
  type StoredFile,
  untilAborted,
} from '@cloudconvert/core';
import { DiskReserve } from '../disk/disk-reserve.ts';
import { prepareFolder } from '../folders/make-folder.ts';
import { openFile } from './file-readable.ts';
import { removeOldFiles } from './remove-old-files.ts';
import { sealFile } from './seal-file.ts';
import { isShared } from './share-file.ts';
import { attempt, storageError } from './storage-error.ts';
import { StorageRoot } from './storage-root.ts';
import { takeFile } from './take-file.ts';
import { walk } from './walk.ts';
import { writeNewFile, writeSealedFile } from './write-file.ts';

export interface FsFileStorageOptions {
  readonly root: string;
  /** What files must leave free. Default: nothing. */
  readonly reserve?: DiskReserve;
}

/**
 * Keeps files in a folder, each at its key. A file and its name are on the disk before the call that
 * stores it resolves, so that a power cut takes nothing that was accepted.
 */
export class FsFileStorage implements FileStorage {
  readonly #root: StorageRoot;
  readonly #reserve: DiskReserve;

  private constructor(root: StorageRoot, reserve: DiskReserve) {
    this.#root = root;
    this.#reserve = reserve;
  }

  /** Opens the storage in the folder `root`, which is made if missing. */
  static open({ root, reserve }: FsFileStorageOptions): Promise<FsFileStorage> {
    return attempt(async () => {
      const opened = new StorageRoot(resolve(root));
      await prepareFolder(opened.temporary);
      return new FsFileStorage(opened, reserve ?? new DiskReserve({ folder: root, reserve: 0 }));
    });
  }

  write(key: FileKey, source: ByteStream, signal?: AbortSignal): Promise<StoredFile> {
    return this.#store(key, signal, (path) =>
      writeSealedFile(path, untilAborted(source, signal), this.#reserve),
    );
  }

  async read(key: FileKey, range?: ByteRange, signal?: AbortSignal): Promise<ByteStream> {
    signal?.throwIfAborted();
    const opening = openFile(this.#root.pathOf(key), range, signal);
    const stream = await attempt(() => this.#root.orUndefined(opening));
    if (!stream) throw new DomainError('not_found', `There is no file ${key}`);
    return stream;
  }

  async stat(key: FileKey, signal?: AbortSignal): Promise<StoredFile | undefined> {
    signal?.throwIfAborted();
    return orAborted(
      attempt(() => this.#stat(key)),
      signal,
    );
  }

  async fetchTo(path: string, key: FileKey, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (await attempt(() => isShared(this.#root.pathOf(key), path))) return;
    const stream = await this.read(key, undefined, signal);
    try {
      await writeNewFile(path, stream, this.#reserve);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  storeFrom(path: string, key: FileKey, signal?: AbortSignal): Promise<StoredFile> {
    return this.#store(key, signal, async (to) => {
      await takeFile(path, to, this.#reserve, signal);
      return attempt(() => sealFile(to));
    });
  }

  copy(from: FileKey, to: FileKey, signal?: AbortSignal): Promise<StoredFile> {
    return this.#store(to, signal, async (path) => {
      await this.fetchTo(path, from, signal);
      const now = new Date();
      // What shares its bytes also shares its age, and old files that nobody has recorded are swept.
      await attempt(() => utimes(path, now, now));
      return attempt(() => sealFile(path));
    });
  }

  async md5(key: FileKey, signal?: AbortSignal): Promise<string> {
    const hash = createHash('md5');
    for await (const piece of await this.read(key, undefined, signal)) hash.update(piece);
    return hash.digest('base64');
  }

  async delete(key: FileKey, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const path = this.#root.pathOf(key);
    const deleting = attempt(async () => {
      await this.#root.orUndefined(unlink(path));
      await this.#root.removeEmptyFoldersOf(path);
    });
    await orAborted(deleting, signal);
  }

  async *list(prefix: FileKey, signal?: AbortSignal): AsyncGenerator<StoredFile> {
    try {
      const paths = walk(this.#root, this.#root.pathOf(prefix));
      for await (const path of untilAborted(paths, signal)) {
        const file = await this.#stat(this.#root.keyOf(path));
        if (file) yield file;
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw storageError(error);
    }
  }

  async removeLeftovers(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const removing = attempt(() => removeOldFiles(this.#root.temporary, signal));
    await orAborted(removing, signal);
  }

  async check(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const probing = attempt(() => this.#probe());
    await orAborted(probing, signal);
  }

  async #probe(): Promise<void> {
    const path = this.#root.newTemporaryPath();
    try {
      await writeFile(path, 'x', { flag: 'wx' });
    } finally {
      await rm(path, { force: true });
    }
    await this.#reserve.check();
  }

  /** Whole or not at all: what `make` puts at a path of its own, and seals, appears under `key` at once. */
  async #store(
    key: FileKey,
    signal: AbortSignal | undefined,
    make: (path: string) => Promise<FileHandle>,
  ): Promise<StoredFile> {
    signal?.throwIfAborted();
    const temporary = this.#root.newTemporaryPath();
    try {
      await using file = await make(temporary);
      signal?.throwIfAborted();
      const stats = await attempt(() => this.#publish(file, temporary, key));
      return describe(key, stats);
    } finally {
      // Also after a rename: where both names are links to one file, POSIX lets it leave both.
      await unlink(temporary).catch(() => {});
    }
  }

  /** No task names the file before this resolves, so its name need not wait for its bytes. */
  async #publish(file: FileHandle, temporary: string, key: FileKey): Promise<Stats> {
    const path = this.#root.pathOf(key);
    await this.#root.inFolderOf(path, () => rename(temporary, path));
    const [stats] = await Promise.all([file.stat(), file.datasync(), this.#root.sync(path)]);
    return stats;
  }

  async #stat(key: FileKey): Promise<StoredFile | undefined> {
    const stats = await this.#root.orUndefined(lstat(this.#root.pathOf(key)));
    return stats?.isFile() ? describe(key, stats) : undefined;
  }
}

function describe(key: FileKey, { size, mtime }: Stats): StoredFile {
  return { key, size, modifiedAt: mtime };
}

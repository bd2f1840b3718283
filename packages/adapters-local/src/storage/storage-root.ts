import { randomUUID } from 'node:crypto';
import { access, open, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type FileKey, parseFileKey } from '@cloudconvert/core';
import { makeFolder } from '../folders/make-folder.ts';
import { isMissing } from './storage-error.ts';

/** Not a key, so that no file's name is ever the same. */
const temporaryFolder = '.tmp';
const triesToMakeFolder = 10;

/** Paths below the storage's root. A root that is away is never taken for an empty one. */
export class StorageRoot {
  readonly #path: string;
  /** The topmost folders whose names are on the disk; nobody ever removes one. */
  readonly #lasting = new Set<string>();
  readonly temporary: string;

  constructor(path: string) {
    this.#path = path;
    this.temporary = join(path, temporaryFolder);
  }

  pathOf(key: FileKey): string {
    return join(this.#path, key);
  }

  keyOf(path: string): FileKey {
    return parseFileKey(relative(this.#path, path).replaceAll(sep, '/'));
  }

  newTemporaryPath(): string {
    return join(this.temporary, randomUUID());
  }

  /** Rejects when the root itself is gone: a disk that is not mounted, for instance. */
  async checkPresence(): Promise<void> {
    await access(this.#path);
  }

  /** `undefined` in place of an error that says that there is no such file. */
  async orUndefined<T>(result: Promise<T>): Promise<T | undefined> {
    try {
      return await result;
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.checkPresence();
      return undefined;
    }
  }

  /** Runs `create` and makes the folder of `path` for it when it is missing. */
  async inFolderOf<T>(path: string, create: () => Promise<T>): Promise<T> {
    for (let left = triesToMakeFolder; left > 0; left -= 1) {
      const created = await this.orUndefined(create().then((value) => ({ value })));
      if (created) return created.value;
      // A delete may take the empty folder, or one above it, away again before the next try.
      await this.orUndefined(makeFolder(dirname(path)));
    }
    return create();
  }

  /** Makes the name at `path` outlive a power cut, and those of the folders above it. */
  async sync(path: string): Promise<void> {
    const folders = this.#foldersOf(path);
    const top = folders.at(-2) ?? this.#path;
    const changed = this.#lasting.has(top) ? folders.slice(0, -1) : folders;
    await Promise.all(changed.map((folder) => this.#syncFolder(folder)));
    if (top !== this.#path) this.#lasting.add(top);
  }

  async #syncFolder(path: string): Promise<void> {
    const handle = await this.orUndefined(open(path));
    await handle?.sync().finally(() => handle.close());
  }

  /** Removes the folders that held nothing but `path`, apart from the topmost one. */
  async removeEmptyFoldersOf(path: string): Promise<void> {
    for (const folder of this.#foldersOf(path).slice(0, -2)) {
      const isRemoved = await rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!isRemoved) return;
    }
  }

  /** From the innermost one up to the root. */
  #foldersOf(path: string): readonly string[] {
    const folders: string[] = [];
    for (let folder = dirname(path); folder !== this.#path; folder = dirname(folder)) {
      folders.push(folder);
    }
    return [...folders, this.#path];
  }
}

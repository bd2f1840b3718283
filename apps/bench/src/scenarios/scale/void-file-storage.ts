import {
  type ByteStream,
  DomainError,
  type FileKey,
  type FileStorage,
  type StoredFile,
} from '@cloudconvert/core';

/** Takes every file and keeps none, so that what is measured is the database alone. */
export class VoidFileStorage implements FileStorage {
  async write(key: FileKey, source: ByteStream): Promise<StoredFile> {
    let size = 0;
    for await (const piece of source) size += piece.length;
    return fileAt(key, size);
  }

  async read(key: FileKey): Promise<ByteStream> {
    throw absent(key);
  }

  async stat(): Promise<undefined> {}

  /** The one exception to the law of a storage: whoever works here never opens the file. */
  async fetchTo(): Promise<void> {}

  async storeFrom(_path: string, key: FileKey): Promise<StoredFile> {
    return fileAt(key, 0);
  }

  async copy(from: FileKey): Promise<StoredFile> {
    throw absent(from);
  }

  async md5(key: FileKey): Promise<string> {
    throw absent(key);
  }

  async delete(): Promise<void> {}

  async *list(): AsyncGenerator<StoredFile> {}

  async removeLeftovers(): Promise<void> {}

  async check(): Promise<void> {}
}

function fileAt(key: FileKey, size: number): StoredFile {
  return { key, size, modifiedAt: new Date() };
}

function absent(key: FileKey): DomainError {
  return new DomainError('not_found', `There is no file ${key}`);
}

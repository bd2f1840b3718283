import {
  type ByteRange,
  type ByteStream,
  type FileKey,
  type FileStorage,
  parseFileKey,
  type StoredFile,
} from '@cloudconvert/core';
import { fetchToFile } from './downloading/fetch-to-file.ts';
import { MediaStream } from './downloading/media-stream.ts';
import { copyObject } from './objects/copy-object.ts';
import type { GcsBucket } from './objects/gcs-bucket.ts';
import { listObjects } from './objects/list-objects.ts';
import { type BucketOptions, openBucket } from './objects/open-bucket.ts';
import { describe } from './objects/stored-object.ts';
import { attempt } from './requests/attempt.ts';
import { missing, unavailable } from './requests/gcs-error.ts';
import { ResumableSession } from './uploading/resumable-session.ts';
import { measureFile, sendFile } from './uploading/send-file.ts';
import { StreamSource } from './uploading/send-stream.ts';
import { upload } from './uploading/upload.ts';

/** Not below anything that is ever listed, and nothing is ever stored under it. */
const probeKey = parseFileKey('probe');

/** Keeps files as objects of a bucket of Cloud Storage, each named by its key. */
export class GcsFileStorage implements FileStorage {
  readonly #bucket: GcsBucket;

  private constructor(bucket: GcsBucket) {
    this.#bucket = bucket;
  }

  /**
   * Opens the storage in a bucket. The account needs `roles/storage.objectAdmin` on it.
   * @throws DomainError `storage_unavailable`, also when there is no such bucket
   */
  static open(options: BucketOptions, signal?: AbortSignal): Promise<GcsFileStorage> {
    return attempt(signal, async () => new GcsFileStorage(await openBucket(options, signal)));
  }

  async write(key: FileKey, source: ByteStream, signal?: AbortSignal): Promise<StoredFile> {
    signal?.throwIfAborted();
    const stream = new StreamSource(source, signal);
    try {
      return await upload(this.#bucket, key, signal, (session) => stream.sendBy(session));
    } finally {
      stream.close();
    }
  }

  read(key: FileKey, range?: ByteRange, signal?: AbortSignal): Promise<ByteStream> {
    return attempt(signal, () => MediaStream.open(this.#bucket, key, range, signal));
  }

  stat(key: FileKey, signal?: AbortSignal): Promise<StoredFile | undefined> {
    return attempt(signal, async () => {
      const object = await this.#bucket.find(key, signal);
      return object && describe(key, object);
    });
  }

  fetchTo(path: string, key: FileKey, signal?: AbortSignal): Promise<void> {
    return attempt(signal, () =>
      fetchToFile(path, () => MediaStream.open(this.#bucket, key, undefined, signal)),
    );
  }

  storeFrom(path: string, key: FileKey, signal?: AbortSignal): Promise<StoredFile> {
    return attempt(signal, async () => {
      const whole = await measureFile(path, signal);
      return upload(this.#bucket, key, signal, (session) => sendFile(session, path, whole));
    });
  }

  copy(from: FileKey, to: FileKey, signal?: AbortSignal): Promise<StoredFile> {
    return attempt(signal, async () =>
      describe(to, await copyObject(this.#bucket, from, to, signal)),
    );
  }

  md5(key: FileKey, signal?: AbortSignal): Promise<string> {
    return attempt(signal, async () => {
      const object = await this.#bucket.find(key, signal);
      if (!object) throw missing(key);
      // Only objects composed of others have none, and this service composes nothing.
      if (object.md5 === undefined) throw unavailable(new Error(`${key} is stored without an MD5`));
      return object.md5;
    });
  }

  delete(key: FileKey, signal?: AbortSignal): Promise<void> {
    return attempt(signal, () => this.#bucket.remove(key, undefined, signal));
  }

  list(prefix: FileKey, signal?: AbortSignal): AsyncGenerator<StoredFile> {
    return listObjects(this.#bucket, prefix, signal);
  }

  async removeLeftovers(signal?: AbortSignal): Promise<void> {
    // Cloud Storage forgets unfinished sessions by itself, after a week.
    signal?.throwIfAborted();
  }

  /** Begins an upload and drops it: that one may write is seen without storing anything. */
  check(signal?: AbortSignal): Promise<void> {
    return attempt(signal, async () => {
      const url = await this.#bucket.startSession(probeKey, '0', signal);
      if (url) new ResumableSession(this.#bucket.client, url).abandon(async () => {});
    });
  }
}

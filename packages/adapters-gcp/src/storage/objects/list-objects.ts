import { type FileKey, parseFileKey, type StoredFile } from '@cloudconvert/core';
import { attempt } from '../requests/attempt.ts';
import { unavailable } from '../requests/gcs-error.ts';
import type { GcsBucket, ObjectPage } from './gcs-bucket.ts';
import { describe, type StoredObject } from './stored-object.ts';

/** The objects below `prefix`, page by page as they are wanted. */
export async function* listObjects(
  bucket: GcsBucket,
  prefix: FileKey,
  signal?: AbortSignal,
): AsyncGenerator<StoredFile> {
  let pageToken: string | undefined;
  do {
    const query = { prefix: `${prefix}/`, ...(pageToken && { pageToken }) };
    const page: ObjectPage = await attempt(signal, () => pageOf(bucket, query, signal));
    for (const object of page.objects) {
      signal?.throwIfAborted();
      yield* fileOf(object);
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
}

async function pageOf(
  bucket: GcsBucket,
  query: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<ObjectPage> {
  const page = await bucket.list(query, signal);
  // A bucket that is away is never taken for an empty one.
  return page ?? Promise.reject(unavailable(new Error(`There is no bucket ${bucket.name}`)));
}

/** Nothing where somebody has put an object whose name is no key. */
function* fileOf(object: StoredObject): Generator<StoredFile> {
  const key = keyOf(object.name);
  if (key !== undefined) yield describe(key, object);
}

function keyOf(name: string): FileKey | undefined {
  try {
    return parseFileKey(name);
  } catch {
    return undefined;
  }
}

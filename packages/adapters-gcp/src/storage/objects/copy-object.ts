import type { FileKey } from '@cloudconvert/core';
import { missing, unavailable } from '../requests/gcs-error.ts';
import type { GcsBucket, Rewritten } from './gcs-bucket.ts';
import type { StoredObject } from './stored-object.ts';

const triesToReplace = 10;

/** Lets Cloud Storage copy an object, which it may do in several steps. */
export async function copyObject(
  bucket: GcsBucket,
  from: FileKey,
  to: FileKey,
  signal?: AbortSignal,
): Promise<StoredObject> {
  let generation = '0';
  for (let left = triesToReplace; left > 0; left -= 1) {
    const outcome = await rewriteAll(bucket, { from, to, generation }, signal);
    if (outcome.kind === 'done') return outcome.object;
    if (outcome.kind === 'no source') throw missing(from);
    const [source, target] = [await bucket.find(from, signal), await bucket.find(to, signal)];
    // Perhaps only the answer to the copy was lost; then nobody's newer file may be replaced by it.
    if (source && target && isSame(source, target)) return target;
    generation = target?.generation ?? '0';
  }
  throw unavailable(new Error(`${to} was replaced ${triesToReplace} times in a row`));
}

function isSame(source: StoredObject, target: StoredObject): boolean {
  return source.size === target.size && source.crc32c === target.crc32c;
}

async function rewriteAll(
  bucket: GcsBucket,
  keys: { readonly from: FileKey; readonly to: FileKey; readonly generation: string },
  signal?: AbortSignal,
): Promise<Exclude<Rewritten, { readonly kind: 'going on' }>> {
  let token: string | undefined;
  for (;;) {
    const outcome = await bucket.rewrite({ ...keys, token }, signal);
    if (outcome.kind !== 'going on') return outcome;
    token = outcome.token;
  }
}

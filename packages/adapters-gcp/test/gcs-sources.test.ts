import { Readable } from 'node:stream';
import type { ByteStream } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { bucket, bytesOf, mebibyte, newKey, openBoth, unavailable } from './support/gcs-storage.ts';

/** A source that says when it is told that no more of it is wanted. */
function watched(pieces: () => ByteStream) {
  const closed = Promise.withResolvers<void>();
  async function* source(): ByteStream {
    try {
      yield* pieces();
    } finally {
      closed.resolve();
    }
  }
  return { source: source(), closed: closed.promise };
}

test("a stream's error is the caller's even while the upload has not begun", async () => {
  const { server, storage } = await openBoth();
  const key = newKey();
  server.misbehave({ on: 'start', does: { kind: 'hang' }, times: 1 });
  const error = new Error('the client hung up');
  const source = new Readable({ read: () => void source.destroy(error) });

  await expect(storage.write(key, source)).rejects.toBe(error);

  expect(server.object(bucket, key)).toBeUndefined();
});

test('a source that has more to give is closed when the storage fails', async () => {
  const { server, storage } = await openBoth();
  server.misbehave({ on: 'send', does: { kind: 'answer', status: 403 }, after: 1 });
  const { source, closed } = watched(async function* () {
    for (;;) yield bytesOf(mebibyte);
  });

  await expect(storage.write(newKey(), source)).rejects.toEqual(unavailable);

  await closed;
});

test('a source that stalls is closed when the storage fails', async () => {
  const { server, storage } = await openBoth();
  server.misbehave({ on: 'send', does: { kind: 'answer', status: 403 } });
  let isClosed = false;
  const stalling: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => stalling,
    next: givenOnce(bytesOf(3 * mebibyte)),
    return: async () => {
      isClosed = true;
      return { done: true, value: undefined };
    },
  };

  await expect(storage.write(newKey(), stalling)).rejects.toEqual(unavailable);

  await expect.poll(() => isClosed).toBe(true);
});

/** Gives one piece, and never anything more. */
function givenOnce(piece: Uint8Array): () => Promise<IteratorResult<Uint8Array>> {
  let left = 1;
  return () => {
    left -= 1;
    return left < 0 ? new Promise(() => {}) : Promise.resolve({ done: false, value: piece });
  };
}

import { createHash } from 'node:crypto';
import { type PendingUpload, type UploadTarget, uploadKey } from '@cloudconvert/core';
import { collect } from '@cloudconvert/testing';
import { aServiceAccount, startScriptedGcs } from '@cloudconvert/testing-gcp';
import { expect, onTestFinished, test } from 'vitest';
import { connectGcs, GcsDirectUploads } from '../src/storage/index.ts';
import { anUpload, openDirect, origin, useKeyOf } from './support/gcs-direct.ts';
import { bytesOf, unavailable } from './support/gcs-storage.ts';

const bytes = bytesOf(1000);
const md5 = createHash('md5').update(bytes).digest('base64');

/** One request, as a client that knows nothing of the storage makes it. */
function send({ method, url, headers }: UploadTarget, body: Uint8Array): Promise<Response> {
  return fetch(url, { method, headers: { ...headers }, body: Uint8Array.from(body) });
}

test.each([
  ['with an MD5', md5],
  ['without an MD5', null],
])('a client sends the bytes by one request, %s', async (_, announced) => {
  const { storage, uploads } = await openDirect();
  const upload = anUpload({ md5: announced });

  const answer = await send(await uploads.open(upload), bytes);

  expect(answer.status).toBe(200);
  expect(Buffer.compare(await collect(await storage.read(uploadKey(upload.id))), bytes)).toBe(0);
});

const refused: readonly (readonly [what: string, announced: Partial<PendingUpload>])[] = [
  ['fewer bytes than announced', { size: 1001 }],
  ['more bytes than announced', { size: 999 }],
  ['other bytes than announced', { md5: createHash('md5').update('other').digest('base64') }],
];

test.each(refused)('%s are refused', async (_, announced) => {
  const { storage, uploads } = await openDirect();
  const upload = anUpload(announced);

  const answer = await send(await uploads.open(upload), bytes);

  expect(answer.status).toBe(400);
  expect(await storage.stat(uploadKey(upload.id))).toBeUndefined();
});

test('bytes that have arrived are not replaced', async () => {
  const { uploads } = await openDirect();
  const upload = anUpload();
  await send(await uploads.open(upload), bytes);

  await expect(uploads.open(upload)).rejects.toEqual(unavailable);
});

test.each(['', 'audio/mp4; codecs="mp4a.40.2"', 'audio/ x  y', 'täxt/✓', 'a\r\nb: c'])(
  'what the person calls the type of the file does no harm: %j',
  async (contentType) => {
    const { uploads } = await openDirect();

    const answer = await send(await uploads.open(anUpload({ contentType })), bytes);

    expect(answer.status).toBe(200);
  },
);

test('an account that the bucket does not know leaves the storage unavailable', async () => {
  const { uploads } = await openDirect(aServiceAccount());

  const opening = uploads.open(anUpload());

  await expect(opening).rejects.toEqual(unavailable);
  await expect(opening).rejects.toHaveProperty('cause.status', 403);
});

test('an upload that has expired is not opened', async () => {
  const { uploads } = await openDirect();

  const opening = uploads.open(anUpload({ expiresAt: new Date(Date.now() - 1000) }));

  await expect(opening).rejects.toEqual(unavailable);
});

test('an aborted signal ends it with its reason', async () => {
  const { uploads } = await openDirect();
  const reason = new Error('stopping');

  await expect(uploads.open(anUpload(), AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('a session is begun for the pages of one origin', async () => {
  const server = await startScriptedGcs({ buckets: ['sounds'] });
  onTestFinished(() => server.close());
  await useKeyOf(aServiceAccount());
  const client = connectGcs({ emulatorHost: server.url });
  onTestFinished(() => client.close());

  await new GcsDirectUploads({ client, bucket: 'sounds' }, origin).open(anUpload());

  expect(server.requests[0]?.headers.origin).toBe(origin);
});

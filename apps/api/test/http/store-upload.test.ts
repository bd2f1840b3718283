import { describe, expect, test } from 'vitest';
import { song } from '../support/forms.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { rawRequest } from '../support/raw-request.ts';
import { anUpload, bytesOf, chunked, putHead, send } from '../support/uploads.ts';

describe('PUT /api/uploads/{id}', () => {
  test('stores the bytes without a token', async () => {
    const { api, upload, storage } = await anUpload();
    const response = await send(api.fetch, upload);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ message: 'upload stored' });
    expect(await storedKeys(storage)).toEqual([`uploads/${upload.id}`]);
    expect(await bytesOf(storage, upload)).toEqual(song);
  });

  test('does not look at a token', async () => {
    const { api, upload, storage } = await anUpload();
    const more = { Authorization: 'Bearer x' };
    expect((await send(api.fetch, upload, song, more)).status).toBe(200);
    expect(await bytesOf(storage, upload)).toEqual(song);
  });

  test.each([['audio/wav'], ['audio/mpeg; a=b'], [undefined]])(
    'refuses the type %s where audio/mpeg was announced, as a bucket does',
    async (type) => {
      const { api, path, storage } = await anUpload({ contentType: 'audio/mpeg' });
      const headers = type === undefined ? {} : { 'Content-Type': type };
      const body = new Uint8Array(song);
      const response = api.fetch(path, { method: 'PUT', body, headers });
      const problem = await expectProblem(response, 409, 'upload_mismatch');
      expect(problem.message).toContain('audio/mpeg');
      expect(await storedKeys(storage)).toEqual([]);
    },
  );

  test('replaces what was sent before', async () => {
    const { api, upload, storage } = await anUpload();
    await send(api.fetch, upload);
    const other = song.map((byte, index) => (index < 16 ? byte : byte + 1));
    expect((await send(api.fetch, upload, other)).status).toBe(200);
    expect(await bytesOf(storage, upload)).toEqual(Buffer.from(other));
  });

  test('takes chunks of no announced length', async () => {
    const { api, upload, path, storage } = await anUpload();
    const response = await api.fetch(path, chunked(song.subarray(0, 9), song.subarray(9)));
    expect(response.status).toBe(200);
    expect(await bytesOf(storage, upload)).toEqual(song);
  });

  test('tells a client that waits with its body to send it', async () => {
    const { api, path } = await anUpload();
    const request = putHead(
      path,
      `Content-Length: ${song.length}`,
      'Expect: 100-continue',
      'Connection: close',
    );
    const answer = await rawRequest(api.url, Buffer.concat([Buffer.from(request), song]));
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  test('lets no page of another origin read its answers', async () => {
    const { api, upload, path } = await anUpload();
    const origin = { Origin: 'https://evil.example' };
    const preflight = await api.fetch(path, { method: 'OPTIONS', headers: origin });
    const answer = await send(api.fetch, upload, song, origin);
    for (const { headers } of [preflight, answer]) {
      expect([...headers.keys()].join()).not.toContain('access-control');
    }
  });
});

import { DomainError } from '@cloudconvert/core';
import { describe, expect, test, vi } from 'vitest';
import { baseUrl } from '../support/memory-platform.ts';
import { expectProblem } from '../support/problems.ts';
import { aProcessedTaskOf, aTaskOf } from '../support/tasks.ts';
import { testApi } from '../support/test-api.ts';

const base = 'https://storage.example.com/bucket';
const sound = Buffer.alloc(1_000, 7);
const unfollowed = { redirect: 'manual' } as const;

/** A file that the storage serves by itself. */
async function aServedFile(fileName = 'söng.wav') {
  const api = await testApi();
  const ada = await api.person();
  const { file_id: fileId } = await aProcessedTaskOf(ada, api.platform, sound, fileName);
  const { directDownloads, links } = api.platform;
  directDownloads.base = base;
  const link = links.issue({ fileId, revision: 1 }).slice(baseUrl.length);
  return { api, ada, fileId, path: `/api/files/${fileId}`, link, directDownloads };
}

describe('a file that the storage serves by itself', () => {
  test('is where the answer says, under its name and type', async () => {
    const { ada, fileId, path } = await aServedFile();
    const response = await ada.fetch(path, unfollowed);
    expect(response.status).toBe(302);
    const named = new URLSearchParams({ name: 'söng.mp3', type: 'audio/mpeg' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      location: `${base}/results/${fileId}/1-1?${named}`,
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'content-length': '0',
    });
    for (const name of ['Content-Type', 'Content-Disposition', 'Accept-Ranges']) {
      expect(response.headers.get(name)).toBeNull();
    }
    expect(await response.text()).toBe('');
  });

  test('is there for the link of an e-mail, too', async () => {
    const { api, fileId, link } = await aServedFile();
    const response = await api.fetch(link, unfollowed);
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toContain(`${base}/results/${fileId}/1-1?`);
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
  });

  test('has a URL that is passed on as it was signed', async () => {
    const { ada, path, directDownloads } = await aServedFile();
    const url = `${base}/a%2Fb?X-Goog-Signature=0%2b|"^%zz&name=filename*%3DUTF-8''a`;
    vi.spyOn(directDownloads, 'urlOf').mockResolvedValue(url);
    expect((await ada.fetch(path, unfollowed)).headers.get('Location')).toBe(url);
  });

  test.each(['bytes=0-9', 'bytes=5000-', 'bytes=0-1,5-6'])(
    'leaves the range %s to the storage',
    async (range) => {
      const { ada, path } = await aServedFile();
      const response = await ada.fetch(path, { ...unfollowed, headers: { Range: range } });
      expect(response.status).toBe(302);
    },
  );

  test('is described here', async () => {
    const { ada, path } = await aServedFile();
    const response = await ada.fetch(path, { ...unfollowed, method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Length')).toBe('1000');
    expect(response.headers.get('Content-Type')).toBe('audio/mpeg');
    expect(response.headers.get('Accept-Ranges')).toBe('bytes');
    expect(response.headers.get('Location')).toBeNull();
  });

  test('is not sent for where the client has it', async () => {
    const { ada, path, directDownloads } = await aServedFile();
    const etag = (await ada.fetch(path, { method: 'HEAD' })).headers.get('ETag') ?? '';
    const urlOf = vi.spyOn(directDownloads, 'urlOf');
    const headers = { 'If-None-Match': etag };
    expect((await ada.fetch(path, { ...unfollowed, headers })).status).toBe(304);
    expect(urlOf).not.toHaveBeenCalled();
  });

  test('is nobody else’s, and not there before it is converted', async () => {
    const { api, ada, path, link } = await aServedFile();
    const bob = await api.person();
    await expectProblem(bob.fetch(path, unfollowed), 404, 'not_found');
    await expectProblem(api.fetch(path, unfollowed), 401, 'unauthenticated');
    await expectProblem(api.fetch(`${link}x`, unfollowed), 404, 'not_found');
    const { file_id } = await aTaskOf(ada);
    await expectProblem(ada.fetch(`/api/files/${file_id}`, unfollowed), 409, 'file_not_ready');
  });

  test('is out of reach while the storage signs nothing', async () => {
    const { ada, path, directDownloads } = await aServedFile();
    const error = new DomainError('storage_unavailable', 'iamcredentials.googleapis.com is gone');
    vi.spyOn(directDownloads, 'urlOf').mockRejectedValue(error);
    const problem = await expectProblem(ada.fetch(path), 503, 'storage_unavailable');
    expect(problem.message).not.toContain('googleapis');
  });

  test('is served here as soon as the storage does not', async () => {
    const { ada, path, directDownloads } = await aServedFile();
    directDownloads.base = undefined;
    const response = await ada.fetch(path, unfollowed);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(sound);
  });
});

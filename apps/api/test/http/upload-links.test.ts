import { describe, expect, test } from 'vitest';
import { song } from '../support/forms.ts';
import { baseUrl, memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { answerOn, connectTo } from '../support/raw-request.ts';
import { aProcessedTaskOf } from '../support/tasks.ts';
import { testApi } from '../support/test-api.ts';
import { anUpload, anUploadOf, claim, pathOf, putHead, send } from '../support/uploads.ts';

describe('a URL opens nothing', () => {
  test.each<[string, (path: string) => string]>([
    ['with its signature changed', (p) => `${p.slice(0, -1)}${p.endsWith('A') ? 'B' : 'A'}`],
    ['with its signature cut', (path) => path.slice(0, -1)],
    ['without its signature', (path) => path.replace(/&signature=.*/, '')],
    ['with its signature twice', (path) => `${path}&signature=x`],
    ['with a longer life', (path) => path.replace(/expires=(\d)/, 'expires=9$1')],
    ['without its query', (path) => path.replace(/\?.*/, '')],
    ['for an id that is none', (path) => path.replace(/uploads\/[^?]+/, 'uploads/x')],
    ['for a path', (path) => path.replace(/uploads\/[^?]+/, 'uploads/..%2foriginals%2fx')],
  ])('%s', async (_what, change) => {
    const { api, path, storage } = await anUpload();
    const init = { method: 'PUT', body: new Uint8Array(song) };
    await expectProblem(api.fetch(change(path), init), 404, 'not_found');
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('for another upload', async () => {
    const { api, ada, upload, path, storage } = await anUpload();
    const other = await anUploadOf(ada);
    const moved = path.replace(upload.id, other.id);
    const init = { method: 'PUT', body: new Uint8Array(song) };
    await expectProblem(api.fetch(moved, init), 404, 'not_found');
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('when it is that of a download, and the reverse', async () => {
    const { api, ada, upload, path } = await anUpload();
    const { file_id: fileId } = await aProcessedTaskOf(ada, api.platform, Buffer.from('sound'));
    const before = await storedKeys(api.platform.storage);
    const download = new URL(api.platform.links.issue({ fileId, revision: 1 })).search;
    const up = new URL(path, baseUrl).search;
    const init = { method: 'PUT', body: new Uint8Array(song) };
    for (const id of [upload.id, fileId]) {
      await expectProblem(api.fetch(`/api/uploads/${id}${download}`, init), 404, 'not_found');
      await expectProblem(api.fetch(`/api/files/${id}${up}`), 404, 'not_found');
      await expectProblem(api.fetch(`/api/files/${id}${up}&revision=1`), 404, 'not_found');
    }
    expect(await storedKeys(api.platform.storage)).toEqual(before);
  });

  test('to whoever has only the token of its owner', async () => {
    const { ada, upload } = await anUpload();
    const init = { method: 'PUT', body: new Uint8Array(song) };
    await expectProblem(ada.fetch(`/api/uploads/${upload.id}`, init), 404, 'not_found');
  });

  test('after its time, and no byte is read', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const platform = memoryPlatform(() => now);
    const api = await testApi({ platform });
    const upload = await anUploadOf(await api.person());
    now = new Date('2026-01-01T01:00:00Z');
    expect((await send(api.fetch, upload)).status).toBe(200);
    now = new Date('2026-01-01T01:00:01Z');
    const request = putHead(pathOf(upload), 'Content-Length: 2016', 'Expect: 100-continue');
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(request);
    socket.once('data', () => socket.end());
    expect(await answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  test('once its upload is claimed', async () => {
    const { api, ada, upload, storage } = await anUpload();
    await send(api.fetch, upload);
    await claim(ada, upload.id);
    await expectProblem(send(api.fetch, upload), 404, 'not_found');
    expect((await storedKeys(storage)).join()).not.toContain('uploads');
  });
});

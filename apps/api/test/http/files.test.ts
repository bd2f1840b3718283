import { randomBytes } from 'node:crypto';
import { type ByteStream, DomainError, type LinkTarget } from '@cloudconvert/core';
import { pause } from '@cloudconvert/testing';
import { parse } from 'content-disposition';
import { describe, expect, test, vi } from 'vitest';
import { baseUrl, memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem } from '../support/problems.ts';
import { aProcessedTaskOf, aTaskOf } from '../support/tasks.ts';
import { json, testApi } from '../support/test-api.ts';

const sound = Buffer.from(Array.from({ length: 1_000 }, (_, n) => n % 251));

async function aFile(fileName?: string) {
  const api = await testApi();
  const ada = await api.person();
  const task = await aProcessedTaskOf(ada, api.platform, sound, fileName);
  const path = `/api/files/${task.file_id}`;
  const link = (target: Partial<LinkTarget> = {}) =>
    api.platform.links
      .issue({ fileId: task.file_id, revision: 1, ...target })
      .slice(baseUrl.length);
  return { api, ada, task, path, link };
}

describe('GET /api/files/{file_id}', () => {
  test('answers the converted file as an attachment', async () => {
    const { ada, path } = await aFile();
    const response = await ada.fetch(path);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '1000',
      'content-disposition': 'attachment; filename=song.mp3',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(sound);
  });

  test.each([
    ['süß 😀.wav', 'süß 😀.mp3'],
    ['a"b\\c.wav', 'c.mp3'],
    ['a"b.wav', 'a_b.mp3'],
    ['no extension', 'no extension.mp3'],
    ['100%25.wav', '100%25.mp3'],
    ['a; filename=evil.exe.wav', 'a; filename=evil.exe.mp3'],
    ['\u202evaw.exe', 'vaw.mp3'],
    ['a\u2028b\ufeff.wav', 'ab.mp3'],
    ['.wav', 'wav.mp3'],
    ['trailing.', 'trailing.mp3'],
    ['nul.wav', '_nul.mp3'],
    ['../../etc/passwd', 'passwd.mp3'],
  ])('names it after the original: %j', async (original, expected) => {
    const { ada, path } = await aFile(original);
    const disposition = parse((await ada.fetch(path)).headers.get('Content-Disposition') ?? '');
    expect(disposition.type).toBe('attachment');
    expect(disposition.parameters.filename).toBe(expected);
  });

  test('names it for clients that read ASCII only without what no file name can hold', async () => {
    const { ada, path } = await aFile('Génie?.wav');
    expect((await ada.fetch(path)).headers.get('Content-Disposition')).toBe(
      `attachment; filename=G_nie_.mp3; filename*=UTF-8''G%C3%A9nie_.mp3`,
    );
  });

  test.each([
    ['bytes=0-9', 0, 9],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=999-5000', 999, 999],
  ])('answers the part that is asked for: %s', async (range, start, end) => {
    const { ada, path } = await aFile();
    const response = await ada.fetch(path, { headers: { Range: range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Range')).toBe(`bytes ${start}-${end}/1000`);
    expect(response.headers.get('Content-Length')).toBe(String(end - start + 1));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(sound.subarray(start, end + 1));
  });

  test.each(['bytes=0-1,5-6', `bytes=${'0-1,'.repeat(1_000)}0-1`, 'bytes=9-1', 'lines=1-2'])(
    'answers the whole file for ranges that it does not serve',
    async (range) => {
      const { ada, path } = await aFile();
      const response = await ada.fetch(path, { headers: { Range: range } });
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(1_000);
    },
  );

  test('answers 416 for a part behind the end', async () => {
    const { ada, path } = await aFile();
    const response = await ada.fetch(path, { headers: { Range: 'bytes=1000-' } });
    expect(response.headers.get('Content-Range')).toBe('bytes */1000');
    await expectProblem(response, 416, 'range_not_satisfiable');
  });

  test('resumes only the same version', async () => {
    const { ada, path } = await aFile();
    const etag = (await ada.fetch(path)).headers.get('ETag') ?? '';
    const resume = (ifRange: string) =>
      ada.fetch(path, { headers: { Range: 'bytes=5-', 'If-Range': ifRange } });
    expect((await resume(etag)).status).toBe(206);
    expect((await resume('"another"')).status).toBe(200);
  });

  test('answers 304 for the version that the client has', async () => {
    const { ada, path } = await aFile();
    const etag = (await ada.fetch(path)).headers.get('ETag') ?? '';
    const response = await ada.fetch(path, { headers: { 'If-None-Match': `"x", ${etag}` } });
    expect(response.status).toBe(304);
    expect(response.headers.get('ETag')).toBe(etag);
    expect(await response.text()).toBe('');
  });

  test.each(['*', 'ETAG', '"x", ETAG'])('answers for If-Match %s', async (condition) => {
    const { ada, path } = await aFile();
    const etag = (await ada.fetch(path)).headers.get('ETag') ?? '';
    const headers = { 'If-Match': condition.replace('ETAG', etag) };
    expect((await ada.fetch(path, { headers })).status).toBe(200);
  });

  test.each(['"x"', 'W/ETAG', ''])('answers 412 for If-Match %s', async (condition) => {
    const { ada, path } = await aFile();
    const etag = (await ada.fetch(path)).headers.get('ETag') ?? '';
    const headers = { 'If-Match': condition.replace('ETAG', etag), 'If-None-Match': etag };
    await expectProblem(ada.fetch(path, { headers }), 412, 'precondition_failed');
  });

  test('answers HEAD with the headers of GET, ranges aside', async () => {
    const { ada, path } = await aFile();
    const init = { method: 'HEAD', headers: { Range: 'bytes=0-1' } };
    const response = await ada.fetch(path, init);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Length')).toBe('1000');
    expect(await response.text()).toBe('');
  });

  test('answers 409 until the task is processed', async () => {
    const api = await testApi();
    const ada = await api.person();
    const { file_id } = await aTaskOf(ada);
    await expectProblem(ada.fetch(`/api/files/${file_id}`), 409, 'file_not_ready');
  });

  test.each(['x', '1', '8c0d7f40-0000-4000-8000-000000000000', "'%20or%201=1", '%00'])(
    'knows no file %s',
    async (id) => {
      const { ada } = await aFile();
      await expectProblem(ada.fetch(`/api/files/${id}`), 404, 'not_found');
    },
  );

  test('asks for a token where there is neither token nor link', async () => {
    const { api, path } = await aFile();
    const response = await api.fetch(path);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    await expectProblem(response, 401, 'unauthenticated');
  });
});

describe('a signed link', () => {
  test('downloads without a token', async () => {
    const { api, link } = await aFile();
    const response = await api.fetch(link());
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect((await response.arrayBuffer()).byteLength).toBe(1_000);
  });

  test.each<[string, (link: string) => string]>([
    ['signature changed', (link) => `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`],
    ['signature cut', (link) => link.slice(0, -1)],
    ['signature gone', (link) => link.replace(/&signature=.*/, '')],
    ['signature twice', (link) => `${link}&signature=x`],
    ['longer life', (link) => link.replace(/expires=(\d)/, 'expires=9$1')],
    ['other revision', (link) => link.replace('revision=1', 'revision=2')],
    ['only a query', (link) => link.replace(/\?.*/, '?a=b')],
  ])('is 404 with its %s', async (_what, change) => {
    const { api, link } = await aFile();
    await expectProblem(api.fetch(change(link())), 404, 'not_found');
  });

  test('opens no other file', async () => {
    const { api, ada, link } = await aFile();
    const other = await aProcessedTaskOf(ada, api.platform, sound);
    const moved = link().replace(/files\/[^?]+/, `files/${other.file_id}`);
    await expectProblem(api.fetch(moved), 404, 'not_found');
  });

  test('is dead after 72 hours', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const platform = memoryPlatform(() => now);
    const api = await testApi({ platform });
    const ada = await api.person();
    const { file_id: fileId } = await aProcessedTaskOf(ada, platform, sound);
    const link = platform.links.issue({ fileId, revision: 1 }).slice(baseUrl.length);
    now = new Date('2026-01-04T00:00:00Z');
    expect((await api.fetch(link)).status).toBe(200);
    now = new Date('2026-01-04T00:00:01Z');
    await expectProblem(api.fetch(link), 404, 'not_found');
  });

  test('is dead after a change of format and after delete', async () => {
    const { api, ada, task, link } = await aFile();
    await ada.fetch(`/api/tasks/${task.id}`, json('PUT', { newFormat: 'wav' }));
    await expectProblem(api.fetch(link()), 404, 'not_found');
    await expectProblem(api.fetch(link({ revision: 2 })), 409, 'file_not_ready');
    await ada.fetch(`/api/tasks/${task.id}`, { method: 'DELETE' });
    await expectProblem(api.fetch(link({ revision: 2 })), 404, 'not_found');
  });

  test('is no token', async () => {
    const { api, link } = await aFile();
    const signature = new URL(link(), baseUrl).searchParams.get('signature');
    const headers = { Authorization: `Bearer ${signature}` };
    await expectProblem(api.fetch('/api/tasks', { headers }), 401, 'unauthenticated');
  });

  test.each(['Bearer x', 'Basic YTpi', 'stale'])('needs no token, nor minds %s', async (token) => {
    const { api, link } = await aFile();
    const headers = { Authorization: token };
    expect((await api.fetch(link(), { headers })).status).toBe(200);
  });

  test('that is good for nothing leaves the owner a token, and others none', async () => {
    const { api, ada, path } = await aFile();
    expect((await ada.fetch(`${path}?expires=1`)).status).toBe(200);
    const bob = await api.person();
    await expectProblem(bob.fetch(`${path}?expires=1`), 404, 'not_found');
    const headers = { Authorization: 'Bearer x' };
    await expectProblem(api.fetch(`${path}?expires=1`, { headers }), 401, 'unauthenticated');
  });

  test('may be played by a page of any origin', async () => {
    const { api, ada, path, link } = await aFile();
    const linked = await api.fetch(link(), { headers: { Range: 'bytes=0-1' } });
    expect(linked.status).toBe(206);
    expect(linked.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(linked.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const own = await ada.fetch(path);
    expect(own.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    expect(own.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

describe('a storage that gives', () => {
  async function aFileFrom(bytes: () => ByteStream) {
    const file = await aFile();
    const read = vi.spyOn(file.api.platform.storage, 'read');
    read.mockImplementation(async () => bytes());
    return { ...file, read };
  }

  test.each<[string, () => ByteStream]>([
    [
      'an error in the middle',
      async function* () {
        yield sound.subarray(0, 500);
        throw new DomainError('storage_unavailable', '/var/data is gone');
      },
    ],
    [
      'too few bytes',
      async function* () {
        yield sound.subarray(0, 500);
      },
    ],
    [
      'too many bytes',
      async function* () {
        yield Buffer.alloc(1_500);
      },
    ],
  ])('%s breaks the answer off', async (_what, bytes) => {
    const { ada, path } = await aFileFrom(bytes);
    const response = await ada.fetch(path).catch(() => undefined);
    await expect(response?.arrayBuffer() ?? Promise.reject(new Error('cut'))).rejects.toThrow();
  });

  test('pieces that are lent arrive as they were, also where the client is slow to read', async () => {
    const bytes = randomBytes(8_000_000);
    const api = await testApi();
    const ada = await api.person();
    const task = await aProcessedTaskOf(ada, api.platform, bytes);
    const response = await ada.fetch(`/api/files/${task.file_id}`);
    const reader = response.body?.getReader();
    await pause(100);
    const received: Uint8Array[] = [];
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      received.push(next.value);
    }
    expect(Buffer.compare(Buffer.concat(received), bytes)).toBe(0);
  });

  test('more than the client reads is closed when it hangs up', async () => {
    const file = await aFile();
    const closed = Promise.withResolvers<void>();
    const { storage, tasks } = file.api.platform;
    const size = 1024 ** 3;
    const task = await tasks.findByFile(file.ada.user.id, file.task.file_id);
    vi.spyOn(tasks, 'findByFile').mockResolvedValue(
      task?.result ? { ...task, result: { ...task.result, size } } : undefined,
    );
    vi.spyOn(storage, 'read').mockImplementation(async () => endless(closed.resolve));
    const hangUp = new AbortController();
    const response = await file.ada.fetch(file.path, { signal: hangUp.signal });
    await response.body?.getReader().read();
    hangUp.abort();
    await closed.promise;
  });

  test('a storage that is away answers with a problem that is no attachment', async () => {
    const { ada, path, read } = await aFileFrom(async function* () {});
    read.mockRejectedValue(new DomainError('storage_unavailable', 'The storage is away'));
    const response = await ada.fetch(path);
    expect(response.headers.get('Content-Disposition')).toBeNull();
    await expectProblem(response, 503, 'storage_unavailable');
  });

  test('a file no more answers 404 without its key', async () => {
    const { ada, path, read } = await aFileFrom(async function* () {});
    read.mockRejectedValue(new DomainError('not_found', 'There is no file results/8c0d/1-1'));
    const problem = await expectProblem(ada.fetch(path), 404, 'not_found');
    expect(problem.message).not.toContain('results');
  });
});

async function* endless(onClose: () => void): ByteStream {
  try {
    for (;;) yield Buffer.alloc(65_536);
  } finally {
    onClose();
  }
}

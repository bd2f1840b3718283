import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { song } from '../support/forms.ts';
import { baseUrl, memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { bodyOf, json, testApi } from '../support/test-api.ts';
import { announcement, anUploadOf, claim, open, pathOf, send } from '../support/uploads.ts';

const md5 = createHash('md5').update(song).digest('base64');

describe('POST /api/uploads', () => {
  test('answers where and how to send the bytes', async () => {
    const api = await testApi({ platform: memoryPlatform(() => new Date('2026-01-01T12:00:00Z')) });
    const ada = await api.person();
    const response = await open(ada, { contentType: 'audio/wav', md5 });
    expect(response.status).toBe(201);
    expect(await bodyOf(response)).toEqual({
      message: 'upload opened',
      upload: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        url: expect.stringMatching(
          new RegExp(`^${baseUrl}/api/uploads/[0-9a-f-]{36}\\?expires=\\d+&signature=[\\w-]{43}$`),
        ),
        method: 'PUT',
        headers: { 'Content-Type': 'audio/wav' },
        expires_at: '2026-01-01T13:00:00.000Z',
      },
    });
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test.each([
    'audio/mpeg',
    'audio/x-wav;codec=1',
    'audio/ogg; codecs="opus, \\"x\\""',
    'application/vnd.a+b',
    `a/${'b'.repeat(253)}`,
  ])('takes the media type %s', async (contentType) => {
    const api = await testApi();
    const { headers } = await anUploadOf(await api.person(), { contentType });
    expect(headers).toEqual({ 'Content-Type': contentType });
  });

  test('opens no more at once than a person may have tasks', async () => {
    const api = await testApi({ config: { maxUnfinishedTasks: 2 } });
    const ada = await api.person();
    const [first] = [await anUploadOf(ada), await anUploadOf(ada)];
    await expectProblem(open(ada), 429, 'too_many_uploads');
    await send(api.fetch, first);
    expect((await claim(ada, first.id)).status).toBe(201);
    expect((await open(ada)).status).toBe(201);
  });

  test('takes bytes of any kind unless told of which', async () => {
    const api = await testApi();
    const { headers } = await anUploadOf(await api.person());
    expect(headers).toEqual({ 'Content-Type': 'application/octet-stream' });
  });

  test.each<[number, string, string, object | string]>([
    [400, 'missing_field', 'fileName', { fileName: undefined }],
    [400, 'missing_field', 'size', { size: undefined }],
    [400, 'missing_field', 'newFormat', { newFormat: undefined }],
    [400, 'unknown_field', 'uploadId', { uploadId: 'x' }],
    [400, 'unknown_field', '__proto__', '{"__proto__":{"size":1}}'],
    [400, 'repeated_field', 'size', '{"fileName":"a","size":1,"newFormat":"mp3","size":2}'],
    [400, 'invalid_field', 'fileName', { fileName: '' }],
    [400, 'invalid_field', 'fileName', { fileName: 'a\r\nb.wav' }],
    [400, 'invalid_field', 'fileName', { fileName: 'a'.repeat(256) }],
    [400, 'invalid_field', 'size', { size: 0 }],
    [400, 'invalid_field', 'size', { size: -1 }],
    [400, 'invalid_field', 'size', { size: 1.5 }],
    [400, 'invalid_field', 'size', { size: '2000' }],
    [400, 'invalid_field', 'size', '{"fileName":"a","size":1e400,"newFormat":"mp3"}'],
    [413, 'file_too_large', 'size', { size: 1024 ** 2 + 1 }],
    [413, 'file_too_large', 'size', { size: 2 ** 53 }],
    [400, 'unsupported_format', 'newFormat', { newFormat: 'xyz' }],
    [400, 'invalid_field', 'contentType', { contentType: null }],
    [400, 'invalid_field', 'contentType', { contentType: '' }],
    [400, 'invalid_field', 'contentType', { contentType: 'audio' }],
    [400, 'invalid_field', 'contentType', { contentType: 'audio/mpeg\r\nX-Evil: 1' }],
    [400, 'invalid_field', 'contentType', { contentType: 'audio/ogg; codecs="a\tb"' }],
    [400, 'invalid_field', 'contentType', { contentType: 'audio/ä' }],
    [400, 'invalid_field', 'contentType', { contentType: `a/${'b'.repeat(254)}` }],
    [400, 'invalid_field', 'md5', { md5: '' }],
    [400, 'invalid_field', 'md5', { md5: 'd41d8cd98f00b204e9800998ecf8427e' }],
    [400, 'invalid_field', 'md5', { md5: '1B2M2Y8AsgTpgAmY7PhCfg' }],
    [400, 'invalid_field', 'md5', { md5: '1B2M2Y8AsgTpgAmY7PhCfh==' }],
    [400, 'invalid_field', 'md5', { md5: '1B2M2Y8AsgTpgAmY7PhCfg==\n' }],
    [400, 'invalid_field', 'md5', { md5: '1B2M2Y8AsgTpgAmY7PhC_-==' }],
  ])('answers %i %s that names %s', async (status, code, field, announced) => {
    const api = await testApi();
    const ada = await api.person();
    const body = typeof announced === 'string' ? announced : { ...announcement, ...announced };
    const answer = ada.fetch('/api/uploads', json('POST', body));
    await expectProblem(answer, status, code, { field });
  });

  test('may announce as many bytes as a file may have', async () => {
    const api = await testApi();
    expect((await open(await api.person(), { size: 1024 ** 2 })).status).toBe(201);
  });

  test('says which formats the converters can write when it is not the one asked for', async () => {
    const api = await testApi();
    const ada = await api.person();
    const converter = { id: 'c1', host: 'h', startedAt: new Date(), concurrency: 1, taskIds: [] };
    await api.platform.registry.announce({ ...converter, formats: ['wav', 'ogg'] });
    await expectProblem(open(ada), 400, 'format_unavailable', { field: 'newFormat' });
  });

  test('takes JSON only', async () => {
    const api = await testApi();
    const ada = await api.person();
    const init = { ...json('POST', announcement), headers: { 'Content-Type': 'text/plain' } };
    await expectProblem(ada.fetch('/api/uploads', init), 400, 'unsupported_media_type');
  });
});

describe('where throttling is on, in a minute', () => {
  test('uploads that are opened and forms count alike', async () => {
    const api = await testApi({ config: { uploadsPerMinute: 2 } });
    const [ada, bob] = [await api.person(), await api.person()];
    expect((await open(ada)).status).toBe(201);
    await ada.fetch('/api/tasks', { method: 'POST' });
    const response = await open(ada);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    await expectProblem(response, 429, 'too_many_requests');
    expect((await open(bob)).status).toBe(201);
  });

  test('as many uploads may be sent and claimed as opened', async () => {
    const api = await testApi({ config: { uploadsPerMinute: 2 } });
    const ada = await api.person();
    for (const upload of [await anUploadOf(ada), await anUploadOf(ada)]) {
      expect((await send(api.fetch, upload)).status).toBe(200);
      expect((await claim(ada, upload.id)).status).toBe(201);
    }
  });

  test('one upload can’t be sent again and again', async () => {
    const api = await testApi({ config: { uploadsPerMinute: 2 } });
    const upload = await anUploadOf(await api.person());
    expect((await send(api.fetch, upload)).status).toBe(200);
    expect((await send(api.fetch, upload)).status).toBe(200);
    await expectProblem(send(api.fetch, upload), 429, 'too_many_requests');
    const forged = api.fetch(`${pathOf(upload)}x`, { method: 'PUT', body: 'x' });
    await expectProblem(forged, 404, 'not_found');
  });

  test('claims can’t be repeated without end', async () => {
    const api = await testApi({ config: { uploadsPerMinute: 2 } });
    const [ada, bob] = [await api.person(), await api.person()];
    const { id } = await anUploadOf(ada);
    await expectProblem(claim(ada, id), 409, 'upload_incomplete');
    await expectProblem(claim(ada, id), 409, 'upload_incomplete');
    await expectProblem(claim(ada, id), 429, 'too_many_requests');
    await expectProblem(claim(bob, id), 404, 'not_found');
  });
});

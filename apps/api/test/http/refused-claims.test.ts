import { describe, expect, test, vi } from 'vitest';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { bodyOf, json, type TaskBody, testApi } from '../support/test-api.ts';
import { anUploadOf, aSentUpload, claim, send } from '../support/uploads.ts';

describe('a claim that is refused leaves the upload as it was', () => {
  test.each<[number, string, string, object | string]>([
    [400, 'missing_field', 'newFormat', { newFormat: undefined }],
    [400, 'invalid_field', 'uploadId', { uploadId: 7 }],
    [400, 'unknown_field', 'fileName', { fileName: 'a.wav' }],
    [400, 'repeated_field', 'newFormat', '{"uploadId":"x","newFormat":"a","newFormat":"b"}'],
    [400, 'unsupported_format', 'newFormat', { newFormat: 'xyz' }],
    [400, 'invalid_field', 'bitRate', { bitRate: 1 }],
    [400, 'invalid_field', 'bitRate', { bitRate: '128000' }],
    [400, 'invalid_field', 'bitRate', { newFormat: 'wav', bitRate: 128_000 }],
  ])('%i %s that names %s', async (status, code, field, more) => {
    const { ada, id, storage, table } = await aSentUpload();
    const body = typeof more === 'string' ? more : { uploadId: id, newFormat: 'mp3', ...more };
    const answer = ada.fetch('/api/tasks', json('POST', body));
    await expectProblem(answer, status, code, { field });
    expect(await storedKeys(storage)).toEqual([`uploads/${id}`]);
    expect(table.all()).toEqual([]);
    expect((await claim(ada, id)).status).toBe(201);
  });

  test.each(['', 'x', '1', '../../originals/x', "'; drop table uploads; --", 'a'.repeat(5_000)])(
    '404 for the id %j',
    async (uploadId) => {
      const api = await testApi();
      await expectProblem(claim(await api.person(), uploadId), 404, 'not_found');
    },
  );

  test.each([
    ['without an id', { newFormat: 'mp3' }, 'missing_field'],
    ['that is not JSON', '{', 'invalid_json'],
    ['of 10 MB', { uploadId: 'a'.repeat(10 * 1024 ** 2) }, 'payload_too_large'],
  ])('%s', async (_what, body, code) => {
    const api = await testApi();
    const ada = await api.person();
    const status = code === 'payload_too_large' ? 413 : 400;
    await expectProblem(ada.fetch('/api/tasks', json('POST', body)), status, code);
  });

  test('while the person has as many unfinished tasks as allowed', async () => {
    const api = await testApi({ config: { maxUnfinishedTasks: 1 } });
    const ada = await api.person();
    const one = await anUploadOf(ada);
    await send(api.fetch, one);
    const first = await bodyOf<{ task: TaskBody }>(claim(ada, one.id));
    const two = await anUploadOf(ada);
    await send(api.fetch, two);
    await expectProblem(claim(ada, two.id), 429, 'too_many_tasks');
    await ada.fetch(`/api/tasks/${first.task.id}`, { method: 'DELETE' });
    expect(await storedKeys(api.platform.storage)).toEqual([`uploads/${two.id}`]);
    expect((await claim(ada, two.id)).status).toBe(201);
  });

  test('while the person has as many claims under way as allowed', async () => {
    const api = await testApi({ config: { uploadsAtOnce: 1 } });
    const ada = await api.person();
    const uploads = [await anUploadOf(ada), await anUploadOf(ada)];
    for (const upload of uploads) await send(api.fetch, upload);
    const mayCopy = Promise.withResolvers<void>();
    const copy = api.platform.storage.copy.bind(api.platform.storage);
    vi.spyOn(api.platform.storage, 'copy').mockImplementation(async (...args) => {
      await mayCopy.promise;
      return copy(...args);
    });
    const [first, second] = uploads.map(({ id }) => claim(ada, id));
    const statuses = Promise.all([first, second]).then((answers) =>
      answers.map((answer) => answer?.status).sort(),
    );
    await Promise.race([first, second]);
    mayCopy.resolve();
    expect(await statuses).toEqual([201, 429]);
  });

  test('while the storage is away, without a word of it', async () => {
    const { ada, id, storage } = await aSentUpload();
    storage.isAway = true;
    const problem = await expectProblem(claim(ada, id), 503, 'storage_unavailable');
    expect(problem.message).not.toContain('The storage is away');
    storage.isAway = false;
    expect((await claim(ada, id)).status).toBe(201);
  });
});

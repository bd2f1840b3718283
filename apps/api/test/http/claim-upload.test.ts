import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { song } from '../support/forms.ts';
import { memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { aTaskOf } from '../support/tasks.ts';
import { bodyOf, json, type Person, type TaskBody, testApi } from '../support/test-api.ts';
import { anUploadOf, aSentUpload, claim, send } from '../support/uploads.ts';

interface Created {
  readonly message: string;
  readonly task: TaskBody;
}

describe('POST /api/tasks with the id of an upload', () => {
  test.each(['/api/tasks', '/api/task'])('answers %s as it answers a form', async (path) => {
    const { api, ada, id } = await aSentUpload();
    const response = await ada.fetch(path, json('POST', { uploadId: id, newFormat: 'mp3' }));
    expect(response.status).toBe(201);
    const { message, task } = await bodyOf<Created>(response);
    expect(message).toBe('task created');
    expect(response.headers.get('Location')).toBe(`/api/tasks/${task.id}`);
    const byForm = await aTaskOf(ada);
    const own = { id: expect.any(Number), file_id: expect.any(String) };
    const times = { timestamp: expect.any(String), uploaded_at: expect.any(String) };
    const uploaded_filename = `${task.file_id}.wav`;
    expect(task).toEqual({ ...byForm, ...own, ...times, uploaded_filename });
    expect(task.file_id).not.toBe(id);
    expect(await storedKeys(api.platform.storage)).toEqual(
      [task, byForm].map(({ file_id }) => `originals/${file_id}`),
    );
  });

  test('sends the job that converts it, with the id of the request', async () => {
    const { api, ada, id } = await aSentUpload();
    const init = json('POST', { uploadId: id.toUpperCase(), newFormat: 'mp3' });
    const headers = { 'Content-Type': 'application/json', 'X-Request-Id': 'trace-1' };
    await ada.fetch('/api/tasks', { ...init, headers });
    expect(api.platform.jobs.sent('convert')).toEqual([
      { taskId: 1, revision: 1, requestId: 'trace-1' },
    ]);
  });

  test('takes options, another format than was announced, and any spelling of JSON’s type', async () => {
    const { ada, id } = await aSentUpload();
    const options = { bitRate: 128_000, sampleRate: 44_100, channels: 2 };
    const init = json('POST', { uploadId: id, newFormat: 'OGG', ...options });
    const headers = { 'Content-Type': 'APPLICATION/JSON;charset=UTF-8' };
    const response = await ada.fetch('/api/tasks', { ...init, headers });
    const { task } = await bodyOf<Created>(response);
    expect(task).toMatchObject({ new_format: 'ogg', options });
  });

  test('keeps the name as it was announced, without what is not shown', async () => {
    const fileName = '../süß 😀 "\u202e.wav';
    const { ada, id } = await aSentUpload({ fileName });
    const { task } = await bodyOf<Created>(claim(ada, id));
    expect(task.original_file).toBe('../süß 😀 ".wav');
  });

  test('accepts bytes of the MD5 that was announced, and no others', async () => {
    const md5 = createHash('md5').update(song).digest('base64');
    const right = await aSentUpload({ md5 });
    expect((await claim(right.ada, right.id)).status).toBe(201);
    const wrong = await aSentUpload({ md5: '1B2M2Y8AsgTpgAmY7PhCfg==' });
    await expectProblem(claim(wrong.ada, wrong.id), 409, 'upload_mismatch');
    expect(await storedKeys(wrong.storage)).toEqual([]);
    expect(wrong.table.all()).toEqual([]);
  });

  test('waits for the bytes', async () => {
    const api = await testApi();
    const ada = await api.person();
    const upload = await anUploadOf(ada);
    await expectProblem(claim(ada, upload.id), 409, 'upload_incomplete', { field: 'uploadId' });
    await send(api.fetch, upload);
    expect((await claim(ada, upload.id)).status).toBe(201);
  });

  test('makes one task of one upload', async () => {
    const { ada, id, table, storage } = await aSentUpload();
    const answers = await Promise.all(Array.from({ length: 10 }, () => claim(ada, id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [201, 404, 409].includes(status))).toBe(true);
    await expectProblem(claim(ada, id), 404, 'not_found');
    const rows = table.all().map(({ original }) => original.key);
    expect(rows).toHaveLength(1);
    expect(await storedKeys(storage)).toEqual(rows);
  });

  test('knows no upload whose time is over', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const platform = memoryPlatform(() => now);
    const api = await testApi({ platform });
    const ada = await api.person();
    const upload = await anUploadOf(ada);
    await send(api.fetch, upload);
    now = new Date('2026-01-01T01:00:01Z');
    await expectProblem(claim(ada, upload.id), 404, 'not_found');
  });
});

describe('another person’s upload', () => {
  const problemOf = async (person: Person, id: string) => {
    const { request_id: _, ...problem } = await expectProblem(claim(person, id), 404, 'not_found');
    return problem;
  };

  test('is as absent as what never was, and stays its owner’s', async () => {
    const { api, ada, id, table } = await aSentUpload();
    const bob = await api.person();
    const missing = '00000000-0000-4000-8000-000000000000';
    expect(await problemOf(bob, id)).toEqual(await problemOf(bob, missing));
    expect(table.all()).toEqual([]);
    expect((await claim(ada, id)).status).toBe(201);
  });

  test('can’t be claimed without a token', async () => {
    const { api, id } = await aSentUpload();
    const init = json('POST', { uploadId: id, newFormat: 'mp3' });
    await expectProblem(api.fetch('/api/tasks', init), 401, 'unauthenticated');
  });
});

test('a task is made although its upload can’t be removed, and the log says so', async () => {
  const { ada, id, storage, logger } = await aSentUpload();
  vi.spyOn(storage, 'delete').mockRejectedValue(new Error('read only'));
  expect((await claim(ada, id)).status).toBe(201);
  expect(logger.entries).toContainEqual(expect.objectContaining({ level: 'warn' }));
});

test('a benchmark takes no upload, only a form', async () => {
  const { ada, id, table } = await aSentUpload();
  const body = { uploadId: id, newFormat: 'mp3', taskNumber: '2' };
  const answer = ada.fetch('/benchmark/conversion/start', json('POST', body));
  await expectProblem(answer, 400, 'unsupported_media_type', { field: 'Content-Type' });
  expect(table.all()).toEqual([]);
});

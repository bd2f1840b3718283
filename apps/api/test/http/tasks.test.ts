import { failureOf, resultKey, soundMissing } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { baseUrl } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { aProcessedTaskOf, aTaskOf } from '../support/tasks.ts';
import { bodyOf, json, type TaskBody, testApi } from '../support/test-api.ts';

const sound = Buffer.from('the converted sound');

describe('GET /api/tasks/{id}', () => {
  test('shows a task that is processed', async () => {
    const api = await testApi();
    const ada = await api.person();
    const task = await aProcessedTaskOf(ada, api.platform, sound);
    expect(task).toMatchObject({
      status: 'processed',
      progress: 100,
      processed_file: `${task.file_id}.mp3`,
      processed_format: 'mp3',
      processed_size: sound.length,
      started_at: expect.any(String),
      processed_at: expect.any(String),
      error: null,
      warnings: [],
      download_url: `${baseUrl}/api/files/${task.file_id}`,
    });
  });

  test('shows what a result lacks', async () => {
    const api = await testApi();
    const ada = await api.person();
    const { id, file_id } = await aTaskOf(ada);
    const attempt = { taskId: id, revision: 1, attempt: 1 };
    await api.platform.tasks.claim(attempt);
    const result = { key: resultKey(file_id, attempt), format: 'mp3', size: 1 } as const;
    const warnings = [soundMissing(3, 2.7)];
    await api.platform.tasks.finish(attempt, { status: 'processed', result, warnings });
    const { message } = soundMissing(3, 2.7);
    expect(await bodyOf(ada.fetch(`/api/tasks/${id}`))).toMatchObject({
      error: null,
      warnings: [{ code: 'sound_missing', message, seconds_lost: 0.3 }],
    });
  });

  test('shows why a task failed', async () => {
    const api = await testApi();
    const ada = await api.person();
    const { id } = await aTaskOf(ada);
    const attempt = { taskId: id, revision: 1, attempt: 1 };
    await api.platform.tasks.claim(attempt);
    const failure = failureOf('damaged');
    await api.platform.tasks.finish(attempt, { status: 'failed', failure });
    expect(await bodyOf(ada.fetch(`/api/tasks/${id}`))).toMatchObject({
      status: 'failed',
      error: { code: 'damaged', message: failure.message },
      processed_file: null,
      download_url: null,
    });
  });

  test.each(['0', '-1', '1.5', '1e3', 'abc', '2147483648', '99999999999999999999', '1%00', "1'--"])(
    'knows no task %s',
    async (id) => {
      const api = await testApi();
      const ada = await api.person();
      await aTaskOf(ada);
      await expectProblem(ada.fetch(`/api/tasks/${id}`), 404, 'not_found');
      await expectProblem(ada.fetch(`/api/tasks/${id}`, { method: 'DELETE' }), 404, 'not_found');
    },
  );
});

describe('PUT /api/tasks/{id}', () => {
  test('converts the original again, and the result before is gone', async () => {
    const api = await testApi();
    const ada = await api.person();
    const before = await aProcessedTaskOf(ada, api.platform, sound);
    const change = json('PUT', { newFormat: 'OGG', bitRate: 96_000 });
    const response = await ada.fetch(`/api/tasks/${before.id}`, change);
    expect(response.status).toBe(200);
    const { message, task } = await bodyOf<{ message: string; task: TaskBody }>(response);
    expect(message).toBe('task updated');
    expect(task).toMatchObject({
      id: before.id,
      file_id: before.file_id,
      status: 'uploaded',
      progress: 0,
      new_format: 'ogg',
      options: { bitRate: 96_000 },
      processed_file: null,
      processed_at: null,
      timestamp: before.timestamp,
    });
    expect(await storedKeys(api.platform.storage)).toEqual([`originals/${before.file_id}`]);
    expect(api.platform.jobs.sent('convert')).toHaveLength(2);
  });

  test('is done so often in a minute and no more', async () => {
    const api = await testApi({ config: { uploadsPerMinute: 2 } });
    const ada = await api.person();
    const { id } = await aTaskOf(ada);
    const change = () => ada.fetch(`/api/tasks/${id}`, json('PUT', { newFormat: 'ogg' }));
    expect((await change()).status).toBe(200);
    expect((await change()).status).toBe(200);
    await expectProblem(change(), 429, 'too_many_requests');
  });

  test('makes no more tasks unfinished than a person may have', async () => {
    const api = await testApi({ config: { maxUnfinishedTasks: 1 } });
    const ada = await api.person();
    const { id } = await aProcessedTaskOf(ada, api.platform, sound);
    await aTaskOf(ada);
    const change = json('PUT', { newFormat: 'ogg' });
    await expectProblem(ada.fetch(`/api/tasks/${id}`, change), 429, 'too_many_tasks');
  });

  test.each([
    ['missing_field', 'newFormat', {}],
    ['invalid_field', 'newFormat', { newFormat: 3 }],
    ['unsupported_format', 'newFormat', { newFormat: 'xyz' }],
    ['invalid_field', 'bitRate', { newFormat: 'mp3', bitRate: 1 }],
    ['invalid_field', 'bitRate', { newFormat: 'wav', bitRate: 128_000 }],
    ['invalid_field', 'bitRate', { newFormat: 'mp3', bitRate: '128000' }],
    ['invalid_field', 'channels', { newFormat: 'mp3', channels: 1.5 }],
    ['invalid_field', 'sampleRate', '{"newFormat":"mp3","sampleRate":1e400}'],
    ['unknown_field', 'status', { newFormat: 'mp3', status: 'processed' }],
  ])('answers 400 %s that names %s', async (code, field, body) => {
    const api = await testApi();
    const ada = await api.person();
    const { id } = await aTaskOf(ada);
    await expectProblem(ada.fetch(`/api/tasks/${id}`, json('PUT', body)), 400, code, { field });
  });
});

describe('DELETE /api/tasks/{id}', () => {
  test('removes the record, the original and the result', async () => {
    const api = await testApi();
    const ada = await api.person();
    const { id, file_id } = await aProcessedTaskOf(ada, api.platform, sound);
    const response = await ada.fetch(`/api/tasks/${id}`, { method: 'DELETE' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ message: 'Task deleted successfully' });
    expect(await storedKeys(api.platform.storage)).toEqual([]);
    await expectProblem(ada.fetch(`/api/tasks/${id}`), 404, 'not_found');
    await expectProblem(ada.fetch(`/api/files/${file_id}`), 404, 'not_found');
    await expectProblem(ada.fetch(`/api/tasks/${id}`, { method: 'DELETE' }), 404, 'not_found');
  });
});

import { expect, test } from 'vitest';
import { baseUrl } from '../support/memory-platform.ts';
import { expectProblem } from '../support/problems.ts';
import { aProcessedTaskOf } from '../support/tasks.ts';
import { bodyOf, json, type TaskBody, testApi } from '../support/test-api.ts';

/** A task whose files were kept for as long as they are. */
async function anExpiredTask() {
  const api = await testApi();
  const ada = await api.person();
  const before = await aProcessedTaskOf(ada, api.platform, Buffer.from('sound'));
  await api.platform.tasks.expire(new Date(Date.now() + 1_000), 10);
  return { api, ada, before, path: `/api/tasks/${before.id}` };
}

test('a task that has expired says so and offers no file', async () => {
  const { ada, before, path } = await anExpiredTask();
  const task = await bodyOf<TaskBody>(ada.fetch(path));
  expect(task).toEqual({
    ...before,
    status: 'expired',
    processed_file: null,
    processed_format: null,
    processed_size: null,
    download_url: null,
  });
  expect(await bodyOf(ada.fetch('/api/tasks?status=expired'))).toEqual([task]);
});

test('a task that has expired can’t be converted again', async () => {
  const { ada, path } = await anExpiredTask();
  const change = json('PUT', { newFormat: 'wav' });
  await expectProblem(ada.fetch(path, change), 409, 'task_expired');
});

test('a task that has expired has no file, neither for its owner nor for its link', async () => {
  const { api, ada, before } = await anExpiredTask();
  const link = api.platform.links.issue({ fileId: before.file_id, revision: 1 });
  await expectProblem(ada.fetch(`/api/files/${before.file_id}`), 404, 'not_found');
  await expectProblem(api.fetch(link.slice(baseUrl.length)), 404, 'not_found');
});

test('a task that has expired can be deleted', async () => {
  const { ada, path } = await anExpiredTask();
  expect((await ada.fetch(path, { method: 'DELETE' })).status).toBe(200);
  await expectProblem(ada.fetch(path), 404, 'not_found');
});

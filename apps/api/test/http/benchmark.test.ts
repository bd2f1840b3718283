import { describe, expect, test } from 'vitest';
import { aFile, form } from '../support/forms.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { bodyOf, finishTask, type TaskBody, testApi } from '../support/test-api.ts';

const start = (taskNumber: string, newFormat = 'mp3') =>
  form(['fileName', aFile()], ['newFormat', newFormat], ['taskNumber', taskNumber]);
const path = '/benchmark/conversion';

describe('the benchmark', () => {
  test('answers 202 when all tasks exist and are queued', async () => {
    const api = await testApi();
    const response = await api.fetch(`${path}/start`, start('25'));
    expect(response.status).toBe(202);
    const tasks = await bodyOf<TaskBody[]>(api.fetch(`${path}/result`));
    expect(tasks).toHaveLength(25);
    expect(tasks[0]).toMatchObject({ status: 'uploaded', new_format: 'mp3' });
    expect(new Set(tasks.map(({ file_id }) => file_id)).size).toBe(25);
    expect(api.platform.jobs.sent('convert')).toHaveLength(25);
    expect(await storedKeys(api.platform.storage)).toHaveLength(1);
  });

  test('counts within which minute tasks were processed, for any origin', async () => {
    const api = await testApi();
    await api.fetch(`${path}/start`, start('2'));
    const [row] = api.platform.table.all();
    if (row) await finishTask(api.platform, row, Buffer.from('x'));
    const response = await api.fetch(`${path}/data`);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await response.json()).toEqual([{ min: 1, count: 1 }]);
  });

  test('is empty before it was started', async () => {
    const api = await testApi();
    expect(await bodyOf(api.fetch(`${path}/result`))).toEqual([]);
    expect(await bodyOf(api.fetch(`${path}/data`))).toEqual([]);
  });

  test.each([
    ['0', 'mp3', 'invalid_field', 'taskNumber'],
    ['10001', 'mp3', 'invalid_field', 'taskNumber'],
    ['many', 'mp3', 'invalid_field', 'taskNumber'],
    ['1e3', 'mp3', 'invalid_field', 'taskNumber'],
    ['1', 'xyz', 'unsupported_format', 'newFormat'],
  ])('refuses %s tasks to %s', async (taskNumber, newFormat, code, field) => {
    const api = await testApi();
    const answer = api.fetch(`${path}/start`, start(taskNumber, newFormat));
    await expectProblem(answer, 400, code, { field });
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test('is not there unless it is switched on', async () => {
    const api = await testApi({ config: { benchmark: false } });
    await expectProblem(api.fetch(`${path}/start`, start('1')), 404, 'route_not_found');
    await expectProblem(api.fetch(`${path}/result`), 404, 'route_not_found');
    await expectProblem(api.fetch(`${path}/data`), 404, 'route_not_found');
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });
});

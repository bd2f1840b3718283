import { describe, expect, test } from 'vitest';
import { baseUrl } from '../support/memory-platform.ts';
import { expectProblem } from '../support/problems.ts';
import { aProcessedTaskOf, aTaskOf } from '../support/tasks.ts';
import { bodyOf, type Person, type TaskBody, testApi } from '../support/test-api.ts';

const ids = (tasks: readonly TaskBody[]) => tasks.map(({ id }) => id);
const list = async (person: Person, query = '') =>
  ids(await bodyOf<TaskBody[]>(person.fetch(`/api/tasks${query}`)));

describe('GET /api/tasks', () => {
  test('is empty at first', async () => {
    const api = await testApi();
    expect(await list(await api.person())).toEqual([]);
  });

  test('lists all tasks of the caller, newest first, as they are by their ids', async () => {
    const api = await testApi();
    const [ada, bob] = [await api.person(), await api.person()];
    const first = await aTaskOf(ada);
    await aTaskOf(bob);
    const second = await aTaskOf(ada, 'wav', 'other.mp3');
    const response = await ada.fetch('/api/tasks');
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual([second, first]);
  });

  test('answers pages, each with a link to the next', async () => {
    const api = await testApi();
    const ada = await api.person();
    for (let n = 0; n < 5; n += 1) await aTaskOf(ada);
    const seen: number[] = [];
    let path: string | undefined = '/api/tasks?limit=2';
    while (path) {
      const response: Response = await ada.fetch(path);
      seen.push(...ids(await bodyOf<TaskBody[]>(response)));
      const link = response.headers.get('Link') ?? '';
      const target: string | undefined = /^<([^>]+)>; rel="next"$/.exec(link)?.[1];
      expect(target?.startsWith(`${baseUrl}/api/tasks?`)).not.toBe(false);
      path = target?.slice(baseUrl.length);
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  test('filters by status and format, also in the links', async () => {
    const api = await testApi();
    const ada = await api.person();
    const one = await aProcessedTaskOf(ada, api.platform, Buffer.from('x'));
    const two = await aProcessedTaskOf(ada, api.platform, Buffer.from('y'));
    const aac = await aTaskOf(ada, 'acc');
    expect(await list(ada, '?status=processed')).toEqual([two.id, one.id]);
    expect(await list(ada, '?status=failed')).toEqual([]);
    expect(await list(ada, '?format=AAC')).toEqual([aac.id]);
    expect(await list(ada, '?status=uploaded&format=mp3')).toEqual([]);
    const response = await ada.fetch('/api/tasks?status=processed&limit=1');
    const link = /<([^>]+)>/.exec(response.headers.get('Link') ?? '')?.[1] ?? '';
    expect(new URL(link).searchParams.get('status')).toBe('processed');
    expect(await list(ada, new URL(link).search)).toEqual([one.id]);
  });

  test('has no link on the last page, not even on one that is full', async () => {
    const api = await testApi();
    const ada = await api.person();
    await aTaskOf(ada);
    await aTaskOf(ada);
    expect((await ada.fetch('/api/tasks?limit=2')).headers.get('Link')).toBeNull();
    expect((await ada.fetch('/api/tasks?limit=1')).headers.get('Link')).not.toBeNull();
  });

  test.each([
    ['limit=0', 'invalid_field', 'limit'],
    ['limit=1001', 'invalid_field', 'limit'],
    ['limit=-1', 'invalid_field', 'limit'],
    ['limit=1.5', 'invalid_field', 'limit'],
    ['limit=', 'invalid_field', 'limit'],
    ['limit=1e2', 'invalid_field', 'limit'],
    ['limit=1&limit=2', 'repeated_field', 'limit'],
    ['cursor=x', 'invalid_field', 'cursor'],
    ['cursor=1', 'invalid_field', 'cursor'],
    ["cursor='%20or%201=1", 'invalid_field', 'cursor'],
    ['status=done', 'invalid_field', 'status'],
    ['status[]=processed', 'unknown_field', 'status[]'],
    ['format=xyz', 'invalid_field', 'format'],
    ['page=2', 'unknown_field', 'page'],
    ['__proto__=x', 'unknown_field', '__proto__'],
  ])('answers 400 for ?%s', async (query, code, field) => {
    const api = await testApi();
    const ada = await api.person();
    await expectProblem(ada.fetch(`/api/tasks?${query}`), 400, code, { field });
  });
});

import { describe, expect, test } from 'vitest';
import { aFile, form } from '../support/forms.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { routeTable } from '../support/route-table.ts';
import { aProcessedTaskOf } from '../support/tasks.ts';
import { bodyOf, type Fetch, json, type TaskBody, testApi } from '../support/test-api.ts';

/** What somebody does who is not the owner of `task`. */
type Intrusion = (fetch: Fetch, task: TaskBody) => Promise<Response>;

interface Guarded {
  readonly attempt: Intrusion;
  /** What another person hears; `own` where the call shows only what is the caller's. */
  readonly another: 'not_found' | 'own';
}

const upload = () => form(['fileName', aFile()], ['newFormat', 'mp3']);
const announcement = json('POST', { fileName: 'a.wav', size: 1, newFormat: 'mp3' });

/**
 * Every call of the API: either it belongs to somebody, or to whoever holds a signed URL for it alone,
 * or it is open to all on purpose.
 */
const calls: Readonly<Record<string, Guarded | 'signed' | 'open'>> = {
  'POST /api/auth/signup': 'open',
  'POST /api/auth/login': 'open',
  'GET /livez': 'open',
  'GET /api-health': 'open',
  'GET /converter-health': 'open',
  'GET /ping': 'open',
  'POST /benchmark/conversion/start': 'open',
  'GET /benchmark/conversion/result': 'open',
  'GET /benchmark/conversion/data': 'open',
  'GET /benchmark': 'open',
  'GET /benchmark/page.css': 'open',
  'GET /benchmark/page.js': 'open',
  'GET /benchmark/service.js': 'open',
  'GET /benchmark/progress.js': 'open',
  'GET /benchmark/figures.js': 'open',
  'GET /benchmark/view.js': 'open',
  'GET /benchmark/chart.js': 'open',
  'GET /benchmark/icon.svg': 'open',
  'GET /benchmark/uplot.js': 'open',
  'GET /benchmark/uplot.css': 'open',
  'PUT /api/uploads/:id': 'signed',
  'POST /api/uploads': { attempt: (fetch) => fetch('/api/uploads', announcement), another: 'own' },
  'GET /api/tasks': { attempt: (fetch) => fetch('/api/tasks'), another: 'own' },
  'POST /api/tasks': { attempt: (fetch) => fetch('/api/tasks', upload()), another: 'own' },
  'POST /api/task': { attempt: (fetch) => fetch('/api/task', upload()), another: 'own' },
  'GET /api/tasks/:id': {
    attempt: (fetch, { id }) => fetch(`/api/tasks/${id}`),
    another: 'not_found',
  },
  'PUT /api/tasks/:id': {
    attempt: (fetch, { id }) => fetch(`/api/tasks/${id}`, json('PUT', { newFormat: 'wav' })),
    another: 'not_found',
  },
  'DELETE /api/tasks/:id': {
    attempt: (fetch, { id }) => fetch(`/api/tasks/${id}`, { method: 'DELETE' }),
    another: 'not_found',
  },
  'GET /api/files/:id': {
    attempt: (fetch, { file_id }) => fetch(`/api/files/${file_id}`),
    another: 'not_found',
  },
};

test('every call of the app is in this table, and nothing else is', () => {
  expect(routeTable().toSorted()).toEqual(Object.keys(calls).toSorted());
});

const guarded = Object.entries(calls).flatMap(([route, call]) =>
  typeof call === 'string' ? [] : ([[route, call]] as const),
);

describe.each(guarded)('%s', (_route, call) => {
  test('needs a token', async () => {
    const { api, task, expectUnchanged } = await aScene();
    await expectProblem(call.attempt(api.fetch, task), 401, 'unauthenticated');
    await expectUnchanged();
  });

  test('shows and changes nothing of another person', async () => {
    const { bob, task, expectUnchanged } = await aScene();
    const response = await call.attempt(bob.fetch, task);
    const text = await response.clone().text();
    if (call.another === 'not_found') await expectProblem(response, 404, 'not_found');
    expect(text).not.toContain(task.file_id);
    await expectUnchanged();
  });
});

const hidden = guarded.filter(([, { another }]) => another === 'not_found');

test.each(hidden)(
  '%s says the same of what is another’s and of what never was',
  async (_route, call) => {
    const { bob, task } = await aScene();
    const missing = { ...task, id: 999, file_id: '00000000-0000-4000-8000-000000000000' };
    const answerTo = async (target: TaskBody) => {
      const response = await call.attempt(bob.fetch, target);
      const text = (await response.text()).replaceAll(String(target.id), '<id>');
      return [response.status, text.replace(/"request_id":"[^"]*"/, '')];
    };
    expect(await answerTo(task)).toEqual(await answerTo(missing));
  },
);

async function aScene() {
  const api = await testApi();
  const [ada, bob] = [await api.person(), await api.person()];
  const task = await aProcessedTaskOf(ada, api.platform, Buffer.from('her sound'));
  const before = await storedKeys(api.platform.storage);
  const expectUnchanged = async () => {
    expect(await bodyOf(ada.fetch(`/api/tasks/${task.id}`))).toEqual(task);
    expect(await storedKeys(api.platform.storage)).toEqual(expect.arrayContaining(before));
  };
  return { api, bob, task, expectUnchanged };
}

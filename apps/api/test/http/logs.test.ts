import { expect, test } from 'vitest';
import { baseUrl, type MemoryPlatform } from '../support/memory-platform.ts';
import { aProcessedTaskOf } from '../support/tasks.ts';
import { bodyOf, json, testApi } from '../support/test-api.ts';
import { anUploadOf, claim, pathOf, send } from '../support/uploads.ts';

test('the log tells who asked for what, and no password, token or signature', async () => {
  const api = await testApi();
  const password = 'Secr3t$-word';
  const ada = {
    username: 'ada',
    email: 'ada@example.com',
    password1: password,
    password2: password,
  };
  const signUp = await bodyOf<{ access_token: string }>(
    api.fetch('/api/auth/signup', json('POST', ada)),
  );
  await api.fetch('/api/auth/login', json('POST', { username: 'ada', password }));
  await api.fetch('/api/auth/login', json('POST', { username: 'ada', password: `${password}x` }));
  await api.fetch('/api/auth/signup', json('POST', { ...ada, password2: 'Other$3cret' }));
  const person = await api.person();
  const { file_id } = await aProcessedTaskOf(person, api.platform, Buffer.from('sound'));
  const link = api.platform.links.issue({ fileId: file_id, revision: 1 });
  await api.fetch(link.slice(baseUrl.length));
  await api.fetch(`${link.slice(baseUrl.length)}x`);
  await api.fetch('/api/tasks', { headers: { Authorization: `Bearer ${person.token}x` } });

  const log = logOf(api.platform);
  const signature = new URL(link).searchParams.get('signature') ?? '';
  for (const secret of [password, 'Other$3cret', signUp.access_token, person.token, signature]) {
    expect(secret.length).toBeGreaterThan(5);
    expect(log).not.toContain(secret);
  }
  expect(log).not.toContain('signature');
  expect(api.platform.logger.entries).toContainEqual({
    level: 'info',
    message: 'request',
    fields: {
      requestId: expect.any(String),
      method: 'POST',
      path: '/api/tasks',
      status: 201,
      durationMs: expect.any(Number),
      userId: person.user.id,
      taskId: expect.any(Number),
    },
  });
});

test('the log tells of uploads and downloads, and no URL that sends or fetches a file', async () => {
  const api = await testApi();
  const ada = await api.person();
  const upload = await anUploadOf(ada);
  await send(api.fetch, upload);
  await api.fetch(`${pathOf(upload)}x`, { method: 'PUT', body: 'x' });
  await api.fetch(pathOf(upload), { method: 'PUT', body: 'x' });
  await claim(ada, upload.id);
  await send(api.fetch, upload);
  const { file_id } = await aProcessedTaskOf(ada, api.platform, Buffer.from('sound'));
  api.platform.directDownloads.base = 'https://storage.example.com/bucket';
  const answer = await ada.fetch(`/api/files/${file_id}`, { redirect: 'manual' });
  expect(answer.headers.get('Location')).toContain('storage.example.com');

  const log = logOf(api.platform);
  for (const path of ['/api/uploads', `/api/uploads/${upload.id}`, `/api/files/${file_id}`]) {
    expect(log).toContain(`"${path}"`);
  }
  const query = new URL(upload.url).searchParams;
  for (const secret of [query.get('signature') ?? '', 'signature', 'expires', 'storage.example']) {
    expect(secret).not.toBe('');
    expect(log).not.toContain(secret);
  }
});

test('an error of ours is logged whole and told to nobody', async () => {
  const api = await testApi();
  const ada = await api.person();
  api.platform.tasks.find = () => Promise.reject(new Error('relation "tasks" does not exist'));
  const response = await ada.fetch('/api/tasks/1');
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).toContain('internal_error');
  expect(text).not.toMatch(/relation|tasks"|Error:| at /);
  expect(api.platform.logger.entries).toContainEqual(
    expect.objectContaining({
      level: 'error',
      fields: expect.objectContaining({
        requestId: response.headers.get('X-Request-Id'),
        err: expect.objectContaining({ message: 'relation "tasks" does not exist' }),
      }),
    }),
  );
});

function logOf({ logger }: MemoryPlatform): string {
  return JSON.stringify(logger.entries, withErrors);
}

function withErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { ...value, message: value.message, stack: value.stack, cause: value.cause };
}

test.each([
  ['traceparent', (id: string) => `00-${id}-00f067aa0ba902b7-01`],
  ['X-Cloud-Trace-Context', (id: string) => `${id}/1234;o=1`],
])('the log of a request names the trace that a load balancer has begun: %s', async (name, of) => {
  const api = await testApi();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  for (const id of [traceId, `${traceId.slice(1)}"`]) {
    await api.fetch('/livez', { headers: { [name]: of(id) } });
  }
  const traces = api.platform.logger.entries
    .filter(({ message }) => message === 'request')
    .map(({ fields }) => fields.traceId);
  expect(traces).toEqual([traceId, undefined]);
});

import { expect, test } from 'vitest';
import { apiKey, startServer } from './support/sendgrid.ts';

const ada = { email: 'ada@example.com' };
const text = { type: 'text/plain', value: 'Here it is' };
const html = { type: 'text/html', value: '<p>Here it is</p>' };
const mail = {
  personalizations: [{ to: [ada] }],
  from: { email: 'converter@cloudconvert.example' },
  subject: 'Ready',
  content: [text, html],
};

async function post(body: string, { path = '/v3/mail/send', key = apiKey, method = 'POST' } = {}) {
  const server = await startServer();
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const sent = method === 'POST' ? { method, headers, body } : { method, headers };
  const response = await fetch(`${server.url}${path}`, sent);
  const errors = response.status === 202 ? undefined : await errorsOf(response);
  return { server, response, errors };
}

async function errorsOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { readonly errors: unknown };
  return errors;
}

test('accepts a mail as the API says and keeps it', async () => {
  const { server, response } = await post(JSON.stringify(mail));

  expect(response.status).toBe(202);
  expect(response.headers.get('x-message-id')).toMatch(/./);
  expect(server.delivered()).toEqual([mail]);
});

test.each<readonly [string, object, string | null]>([
  ['an unknown field', { ...mail, contents: [] }, null],
  ['an unknown field inside', { ...mail, from: { mail: 'a@b.example' } }, 'from.email'],
  ['no sender', { ...mail, from: undefined }, 'from'],
  ['no subject', { ...mail, subject: undefined }, 'subject'],
  ['an empty subject', { ...mail, subject: '' }, 'subject'],
  ['nobody to send to', { ...mail, personalizations: [{ to: [] }] }, 'personalizations.0.to'],
  [
    'no address',
    { ...mail, personalizations: [{ to: [{ email: 'ada' }] }] },
    'personalizations.0.to.0.email',
  ],
  [
    'one address twice',
    { ...mail, personalizations: [{ to: [ada], cc: [ada] }] },
    'personalizations.0',
  ],
  ['no content', { ...mail, content: undefined }, 'content'],
  ['empty content', { ...mail, content: [{ ...text, value: '' }] }, 'content.0.value'],
  ['HTML before text', { ...mail, content: [html, text] }, 'content'],
  ['a header of its own', { ...mail, headers: { Subject: 'Other' } }, 'headers.Subject'],
  ['a header that is not ASCII', { ...mail, headers: { 'X-Name': 'Füße' } }, 'headers.X-Name'],
  [
    'a wrong type',
    { ...mail, tracking_settings: { click_tracking: { enable: 'no' } } },
    'tracking_settings.click_tracking.enable',
  ],
])('refuses %s', async (_, body, field) => {
  const { server, response, errors } = await post(JSON.stringify(body));

  expect(response.status).toBe(400);
  expect(errors).toContainEqual({ message: expect.any(String), field });
  expect(server.delivered()).toEqual([]);
});

test.each<readonly [string, number, string, object]>([
  ['no JSON', 400, '{', {}],
  ['a wrong key', 401, JSON.stringify(mail), { key: 'SG.other' }],
  ['another path', 404, JSON.stringify(mail), { path: '/v3/mail/sent' }],
  ['another method', 405, '', { method: 'GET' }],
  ['more than 30 MB', 413, 'x'.repeat(30 * 1024 * 1024), {}],
])('refuses %s with %i', async (_, status, body, request) => {
  const { response, errors } = await post(body, request);

  expect(response.status).toBe(status);
  expect(errors).toMatchObject([{ message: expect.any(String), field: null }]);
});

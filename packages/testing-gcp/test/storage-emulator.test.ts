import { createHash, sign } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { aServiceAccount, startStorageEmulator } from '../src/index.ts';

const account = aServiceAccount();
const path = '/files/originals/a';

async function start(): Promise<string> {
  const emulator = await startStorageEmulator(account);
  onTestFinished(() => emulator.close());
  return emulator.url;
}

/** The query of a V4 signed request, with nothing of the code that checks it. */
function signedQuery(method: string, headers: Readonly<Record<string, string>>, seconds = 60) {
  const date = `${new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const scope = `${date.slice(0, 8)}/auto/storage/goog4_request`;
  const all = Object.entries({ ...headers, host: '127.0.0.1' }).toSorted();
  const names = all.map(([name]) => name).join(';');
  const query = [
    'X-Goog-Algorithm=GOOG4-RSA-SHA256',
    `X-Goog-Credential=${encodeURIComponent(`${account.client_email}/${scope}`)}`,
    `X-Goog-Date=${date}`,
    `X-Goog-Expires=${seconds}`,
    `X-Goog-SignedHeaders=${encodeURIComponent(names)}`,
  ].join('&');
  const lines = all.map(([name, value]) => `${name}:${value}\n`).join('');
  const request = [method, path, query, lines, names, 'UNSIGNED-PAYLOAD'].join('\n');
  const hash = createHash('sha256').update(request).digest('hex');
  const text = `GOOG4-RSA-SHA256\n${date}\n${scope}\n${hash}`;
  const signature = sign('RSA-SHA256', Buffer.from(text), account.private_key).toString('hex');
  return `${query}&X-Goog-Signature=${signature}`;
}

const starting = { 'x-goog-resumable': 'start', 'x-goog-content-length-range': '3,3' };

async function begin(url: string, headers: Readonly<Record<string, string>>, query: string) {
  return fetch(`${url}${path}?${query}`, { method: 'POST', headers: { ...headers } });
}

test('a signed request begins an upload of the announced length only', async () => {
  const url = await start();
  const answer = await begin(url, starting, signedQuery('POST', starting));
  const session = answer.headers.get('location') ?? '';

  const tooLong = await fetch(session, { method: 'PUT', body: 'abcd' });
  const right = await fetch(session, { method: 'PUT', body: 'abc' });

  expect([answer.status, tooLong.status, right.status]).toEqual([201, 400, 200]);
  const served = await fetch(`${url}${path}?${signedQuery('GET', {})}`);
  expect(await served.text()).toBe('abc');
});

test('headers must be sent as they were signed', async () => {
  const url = await start();
  const longer = { ...starting, 'x-goog-content-length-range': '0,9' };

  const answer = await begin(url, longer, signedQuery('POST', starting));

  expect(answer.status).toBe(403);
});

test("Cloud Storage's own headers must be signed", async () => {
  const url = await start();
  const more = { ...starting, 'x-goog-meta-a': 'b' };

  const answer = await begin(url, more, signedQuery('POST', starting));

  expect(answer.status).toBe(403);
});

test.each([
  ['unsigned', ''],
  ['signed for another method', signedQuery('PUT', {})],
  ['signed for no time', signedQuery('GET', {}, 0)],
  ['signed for more than a week', signedQuery('GET', {}, 8 * 24 * 3600)],
])('a request that is %s is refused', async (_, query) => {
  const url = await start();

  expect((await fetch(`${url}${path}?${query}`)).status).toBe(403);
});

import { expect, onTestFinished, test } from 'vitest';
import { generate, type ScriptedGcs, startScriptedGcs } from '../src/index.ts';

const block = 256 * 1024;
const bytes = Buffer.concat([...generate(0, 2 * block + 10)]);

async function start(): Promise<ScriptedGcs> {
  const server = await startScriptedGcs({ buckets: ['files'] });
  onTestFinished(() => server.close());
  return server;
}

async function begin({ url }: ScriptedGcs, query = ''): Promise<Response> {
  const path = `/upload/storage/v1/b/files/o?uploadType=resumable&name=a${query}`;
  return fetch(`${url}${path}`, { method: 'POST' });
}

async function put(session: string, range: string, body: Uint8Array): Promise<Response> {
  const headers = { 'content-range': `bytes ${range}` };
  return fetch(session, {
    method: 'PUT',
    headers,
    body: Uint8Array.from(body),
    redirect: 'manual',
  });
}

async function locationOf(answer: Response): Promise<string> {
  return answer.headers.get('location') ?? '';
}

test('a session keeps whole blocks, tells how many, and ends with the last byte', async () => {
  const server = await start();
  const session = await locationOf(await begin(server));

  const first = await put(session, `0-${block + 9}/*`, bytes.subarray(0, block + 10));
  const asked = await put(session, '*/*', Buffer.alloc(0));
  const last = await put(
    session,
    `${block}-${bytes.length - 1}/${bytes.length}`,
    bytes.subarray(block),
  );

  expect([first.status, asked.status, last.status]).toEqual([308, 308, 200]);
  expect(first.headers.get('range')).toBe(`bytes=0-${block - 1}`);
  expect(asked.headers.get('range')).toBe(`bytes=0-${block - 1}`);
  expect(await last.json()).toMatchObject({ name: 'a', size: String(bytes.length) });
});

test('checksums are those of the standards', async () => {
  const server = await start();
  const session = await locationOf(await begin(server));

  const answer = await put(session, '0-8/9', Buffer.from('123456789'));

  // The check value of CRC-32C is 0xe3069283; RFC 1321, A.5 has no such string for MD5.
  expect(await answer.json()).toMatchObject({
    crc32c: Buffer.from('e3069283', 'hex').toString('base64'),
    md5Hash: Buffer.from('25f9e794323b453885f5181f1b624d0b', 'hex').toString('base64'),
  });
});

test('a precondition is checked at the beginning and at the end', async () => {
  const server = await start();
  const late = await locationOf(await begin(server, '&ifGenerationMatch=0'));
  server.addGenerated('files', 'a', 10);

  const refused = await put(late, '0-9/10', Buffer.alloc(10));

  expect(refused.status).toBe(412);
  expect((await begin(server, '&ifGenerationMatch=0')).status).toBe(412);
});

test('a range of a generated object is that part of it', async () => {
  const server = await start();
  server.addGenerated('files', 'a', bytes.length);

  const answer = await fetch(`${server.url}/download/storage/v1/b/files/o/a?alt=media`, {
    headers: { range: 'bytes=100000-100099' },
  });

  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-range')).toBe(`bytes 100000-100099/${bytes.length}`);
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(100_000, 100_100))).toBe(
    true,
  );
});

test('a fault meets as many requests as it is meant for', async () => {
  const server = await start();
  server.misbehave({ on: 'list', does: { kind: 'answer', status: 503 }, times: 1, after: 1 });
  const list = async () => (await fetch(`${server.url}/storage/v1/b/files/o`)).status;

  expect([await list(), await list(), await list()]).toEqual([200, 503, 200]);
});

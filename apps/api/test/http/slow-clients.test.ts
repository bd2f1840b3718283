import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { defaultLimits } from '../../src/http/limits.ts';
import { aFile, boundary, fileHead, form, song } from '../support/forms.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { answerOn, connectTo, problemIn } from '../support/raw-request.ts';
import { type Person, testApi } from '../support/test-api.ts';
import { anUploadOf, pathOf, putHead } from '../support/uploads.ts';

const soon = { idleMs: 60, windowMs: 60_000, minBytesPerSecond: 10_000, checkEveryMs: 10 };
const timeout = { status: 408, code: 'request_timeout' };

const uploadHead = (token: string) =>
  [
    'POST /api/tasks HTTP/1.1',
    'Host: a',
    `Authorization: Bearer ${token}`,
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    'Content-Length: 1000000',
    '',
    '',
  ].join('\r\n');

const logInHead =
  'POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';

describe('a body that comes too slowly', () => {
  test('is answered 408 when nothing more of a file comes, and nothing stays', async () => {
    const api = await testApi({ limits: { pace: soon } });
    const { token } = await api.person();
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(`${uploadHead(token)}--${boundary}\r\n${fileHead('song.wav')}${song}`);
    const text = await answer;
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toMatch(/Connection: close/);
    expect(problemIn(text)).toMatchObject(timeout);
    expect(await storedKeys(api.platform.storage)).toEqual([]);
    expect(api.platform.table.all()).toEqual([]);
  });

  test.each([
    ['JSON', () => logInHead],
    ['an upload', uploadHead],
  ])('is answered 408 when nothing at all of %s comes', async (_what, headOf) => {
    const api = await testApi({ limits: { pace: soon } });
    const { token } = await api.person();
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(headOf(token));
    expect(problemIn(await answer)).toMatchObject(timeout);
  });

  test.each([0, 100])('is answered 408 when only %i bytes of an upload come', async (sent) => {
    const api = await testApi({ limits: { pace: soon } });
    const upload = await anUploadOf(await api.person());
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(putHead(pathOf(upload), `Content-Length: ${song.length}`));
    socket.write(song.subarray(0, sent));
    const text = await answer;
    expect(text).toMatch(/Connection: close/);
    expect(problemIn(text)).toMatchObject(timeout);
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test('is answered 408 when it drips', async () => {
    const pace = { ...soon, idleMs: 60_000, windowMs: 150 };
    const api = await testApi({ limits: { pace } });
    const { token } = await api.person();
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(uploadHead(token));
    const drip = setInterval(() => socket.write('-'), 10);
    onTestFinished(() => clearInterval(drip));
    expect(problemIn(await answer)).toMatchObject(timeout);
  });

  test('loses its connection when it was answered already', async () => {
    const discard = { maxBytes: 1_000_000, maxMs: 50 };
    const api = await testApi({ limits: { discard } });
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write('GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('a head that comes too slowly is answered 408', async () => {
  const server = { ...defaultLimits.server, headersMs: 50, checkEveryMs: 10 };
  const api = await testApi({ limits: { server } });
  const socket = await connectTo(api.url);
  const answer = answerOn(socket);
  socket.write('GET /livez HTTP/1.1\r\nHost:');
  expect(problemIn(await answer)).toMatchObject(timeout);
});

test('slow clients slow nobody else down', async () => {
  const api = await testApi();
  const { token, fetch } = await api.person();
  const sockets = await Promise.all(Array.from({ length: 300 }, () => connectTo(api.url)));
  onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
  for (const [n, socket] of sockets.entries()) socket.write(uploadHead(token).slice(0, 100 + n));
  expect((await fetch('/api/tasks')).status).toBe(200);
});

test('a person who sends many files at once is told to wait, and nobody else', async () => {
  const api = await testApi({ config: { uploadsAtOnce: 2 } });
  const [ada, bob] = [await api.person(), await api.person()];
  const sockets = [await connectTo(api.url), await connectTo(api.url)];
  for (const socket of sockets) {
    socket.write(`${uploadHead(ada.token)}--${boundary}\r\n${fileHead('song.wav')}${song}`);
  }
  const submit = (person: Person) =>
    person.fetch('/api/tasks', form(['fileName', aFile()], ['newFormat', 'mp3']));
  await vi.waitFor(() => expectProblem(submit(ada), 429, 'too_many_uploads'));
  expect((await submit(bob)).status).toBe(201);
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => expect((await submit(ada)).status).toBe(201));
});

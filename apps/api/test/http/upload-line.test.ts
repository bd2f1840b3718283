import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { defaultLimits } from '../../src/http/limits.ts';
import { aFile, boundary, fileHead, form, song } from '../support/forms.ts';
import { expectProblem } from '../support/problems.ts';
import { answerOn, connectTo, problemIn } from '../support/raw-request.ts';
import { type Person, testApi } from '../support/test-api.ts';
import { anUploadOf, pathOf, putHead, send } from '../support/uploads.ts';

const one = { ...defaultLimits.uploads, running: 1, checkEveryMs: 60_000 };

const submit = ({ fetch }: Person) =>
  fetch('/api/tasks', form(['fileName', aFile()], ['newFormat', 'mp3']));

const formHead = (token: string) =>
  `POST /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n` +
  `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 1000000\r\n\r\n` +
  `--${boundary}\r\n${fileHead('song.wav')}`;

/** An API to which somebody has begun to send a file, and goes no further. */
async function withHalfAnUpload(uploads: typeof one) {
  const api = await testApi({ limits: { uploads }, config: { maxUploadBytes: 64 * 1024 ** 2 } });
  const [ada, bob] = [await api.person(), await api.person()];
  const socket = await connectTo(api.url);
  onTestFinished(() => void socket.destroy());
  socket.write(formHead(ada.token));
  socket.write(song);
  return { api, ada, bob, socket };
}

test('an upload waits until there is room, and is then received', async () => {
  const { bob, socket } = await withHalfAnUpload({ ...one, waiting: 1 });
  const both = await vi.waitFor(async () => {
    const uploads = [submit(bob), submit(bob)];
    expect((await Promise.race(uploads)).status).toBe(503);
    return { uploads };
  });
  socket.destroy();
  const answers = await Promise.all(both.uploads);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 503]);
});

test('a form that comes in vain is read to its end, so that its sender hears why', async () => {
  const { api, bob } = await withHalfAnUpload({ ...one, waiting: 0 });
  await vi.waitFor(() => expectProblem(submit(bob), 503, 'busy'));
  const socket = await connectTo(api.url);
  const answer = answerOn(socket);
  const size = 32 * 1024 ** 2;
  socket.write(formHead(bob.token).replace('1000000', String(size)));
  await promisify<Buffer, void>(socket.write.bind(socket))(Buffer.alloc(size));
  expect(problemIn(await answer)).toMatchObject({ code: 'busy' });
});

test('bytes of a direct upload take their turn as those of forms do', async () => {
  const { bob } = await withHalfAnUpload({ ...one, waiting: 0 });
  const upload = await anUploadOf(bob);
  await vi.waitFor(() => expectProblem(send(bob.fetch, upload), 503, 'busy'));
});

test('who is slow keeps nobody waiting and may go on', async () => {
  const { api, bob, ada } = await withHalfAnUpload({ ...one, checkEveryMs: 10 });
  expect((await submit(bob)).status).toBe(201);
  const socket = await connectTo(api.url);
  onTestFinished(() => void socket.destroy());
  const upload = await anUploadOf(ada);
  socket.write(putHead(pathOf(upload), `Content-Length: ${song.length}`));
  socket.write(song.subarray(0, 100));
  expect((await submit(bob)).status).toBe(201);
  const answer = new Promise<string>((resolve) =>
    socket.once('data', (text) => resolve(`${text}`)),
  );
  socket.write(song.subarray(100));
  expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
});

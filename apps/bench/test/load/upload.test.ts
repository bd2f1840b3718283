import { expect, it, onTestFinished } from 'vitest';
import { attempt } from '../../src/load/attempt.ts';
import { Sender } from '../../src/load/sender.ts';
import { directUpload, formUpload } from '../../src/load/upload.ts';
import { type Request, sendJson, startUploadServer } from './upload-server.ts';

const sound = { name: 'a song.mp3', bytes: new Uint8Array(300_000).fill(7) };
const task = { id: 7, file_id: '8c0d' };
const { signal: never } = new AbortController();
const patience = { timeoutMs: 10_000, stop: never };

function deliveryTo(target: URL) {
  const sender = new Sender(target);
  onTestFinished(() => sender.close());
  return { sender, target, sound, newFormat: 'ogg' };
}

async function formIn({ headers, body }: Request) {
  const type = { 'Content-Type': headers['content-type'] ?? '' };
  return new Response(new Uint8Array(body), { headers: type }).formData();
}

it('uploads by a form that says its length', async () => {
  const { url, requests } = await startUploadServer((_, res) => sendJson(res, 201, { task }));
  const { uploaded, failure } = await attempt(formUpload(deliveryTo(url)), 'secret', patience);
  const [request] = requests;
  if (!request) throw new Error('no request came');
  expect(request.call).toBe('POST /api/tasks');
  expect(request.headers.authorization).toBe('Bearer secret');
  expect(request.headers['content-length']).toBe(String(request.body.length));
  const form = await formIn(request);
  expect(form.get('newFormat')).toBe('ogg');
  const file = form.get('fileName');
  if (!(file instanceof File)) throw new Error('fileName is no file');
  expect(file.name).toMatch(/\.mp3$/);
  expect(Buffer.from(await file.bytes()).equals(sound.bytes)).toBe(true);
  expect({ task: uploaded?.task, failure }).toEqual({ task, failure: null });
});

it('uploads directly by announcing, sending and claiming', async () => {
  const { url, requests } = await startUploadServer(({ call }, res) => {
    const place = new URL('/bytes/1?key=2', url).href;
    const upload = { id: 'u1', method: 'PUT', url: place, headers: { 'Content-Type': 'audio/x' } };
    if (call === 'POST /api/uploads') sendJson(res, 201, { upload });
    else sendJson(res, 200, { task });
  });
  const { uploaded } = await attempt(directUpload(deliveryTo(url)), 'secret', patience);
  const [announced, sent, claimed] = requests;
  expect(requests.map(({ call }) => call)).toEqual([
    'POST /api/uploads',
    'PUT /bytes/1?key=2',
    'POST /api/tasks',
  ]);
  expect(JSON.parse(String(announced?.body))).toEqual({
    fileName: 'a song.mp3',
    size: 300_000,
    newFormat: 'ogg',
  });
  // The address is the permission, and may be that of a bucket, which is nobody to tell the token.
  expect(sent?.headers.authorization).toBeUndefined();
  expect(sent?.headers['content-type']).toBe('audio/x');
  expect(sent?.body.equals(sound.bytes)).toBe(true);
  expect(JSON.parse(String(claimed?.body))).toEqual({ uploadId: 'u1', newFormat: 'ogg' });
  expect(uploaded?.task).toEqual(task);
});

it('tells when the last byte had left', async () => {
  const { url } = await startUploadServer((_, res) => sendJson(res, 201, { task }));
  const before = Date.now();
  const { uploaded } = await attempt(formUpload(deliveryTo(url)), 'secret', patience);
  expect(uploaded?.sentAt).toBeGreaterThanOrEqual(before);
  expect(uploaded?.sentAt).toBeLessThanOrEqual(Date.now());
});

it('counts a refusal as a failure, and names its status', async () => {
  const { url } = await startUploadServer((_, res) => sendJson(res, 503, { message: 'later' }));
  const result = await attempt(formUpload(deliveryTo(url)), 'secret', patience);
  expect(result).toMatchObject({ uploaded: null, failure: 'status 503' });
});

it('goes no further with a direct upload whose bytes are refused', async () => {
  const { url, requests } = await startUploadServer(({ call }, res) => {
    const place = new URL('/bytes', url).href;
    const upload = { id: 'u1', method: 'PUT', url: place, headers: {} };
    if (call === 'POST /api/uploads') sendJson(res, 201, { upload });
    else sendJson(res, 507, {});
  });
  const result = await attempt(directUpload(deliveryTo(url)), 'secret', patience);
  expect(result).toMatchObject({ uploaded: null, failure: 'status 507' });
  expect(requests).toHaveLength(2);
});

it('ends a request that takes longer than it may', async () => {
  const hungUp = Promise.withResolvers<void>();
  const { url } = await startUploadServer((_, res) => res.once('close', () => hungUp.resolve()));
  const short = { ...patience, timeoutMs: 50 };
  const result = await attempt(formUpload(deliveryTo(url)), 'secret', short);
  expect(result).toMatchObject({ uploaded: null, failure: 'time-out' });
  await hungUp.promise;
});

it('names what broke a connection', async () => {
  const { url } = await startUploadServer((_, res) => res.destroy());
  const result = await attempt(formUpload(deliveryTo(url)), 'secret', patience);
  expect(result).toMatchObject({ uploaded: null, failure: 'ECONNRESET' });
});

it('takes no stop for a failure', async () => {
  const stop = new AbortController();
  const { url } = await startUploadServer(() => stop.abort(new Error('enough')));
  const ended = attempt(formUpload(deliveryTo(url)), 'secret', { ...patience, stop: stop.signal });
  await expect(ended).rejects.toThrow('enough');
});

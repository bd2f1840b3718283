import { MemoryFileStorage } from '@cloudconvert/testing';
import { describe, expect, test, vi } from 'vitest';
import { song } from '../support/forms.ts';
import { memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { answerOn, connectTo, problemIn } from '../support/raw-request.ts';
import { testApi } from '../support/test-api.ts';
import { anUpload, anUploadOf, bytesOf, chunked, putHead, send } from '../support/uploads.ts';

describe('what is refused by the head of the request alone', () => {
  test.each<[string, readonly string[], object]>([
    ['too few bytes', ['Content-Length: 2015'], { status: 409, code: 'upload_mismatch' }],
    ['too many bytes', ['Content-Length: 2017'], { status: 409, code: 'upload_mismatch' }],
    ['ten terabytes', ['Content-Length: 10995116277760'], { code: 'upload_mismatch' }],
    ['no bytes', [], { status: 409, code: 'upload_mismatch' }],
    [
      'packed bytes',
      ['Content-Length: 2016', 'Content-Encoding: gzip'],
      { status: 415, code: 'unsupported_content_coding', field: 'Content-Encoding' },
    ],
    [
      'a part of the file',
      ['Content-Length: 2016', 'Content-Range: bytes 0-2015/9999'],
      { status: 400, code: 'invalid_request', field: 'Content-Range' },
    ],
  ])('%s', async (_what, headers, expected) => {
    const { api, path, storage } = await anUpload();
    const write = vi.spyOn(storage, 'write');
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(putHead(path, ...headers));
    socket.once('data', () => socket.end());
    expect(problemIn(await answer)).toMatchObject(expected);
    expect(write).not.toHaveBeenCalled();
  });
});

describe('what is refused while it comes leaves nothing', () => {
  test.each([
    ['one byte too few', song.subarray(1)],
    ['nothing', new Uint8Array()],
    ['one byte too many', Buffer.concat([song, Buffer.alloc(1)])],
  ])('%s, in chunks', async (_what, bytes) => {
    const { api, path, storage } = await anUpload();
    await expectProblem(api.fetch(path, chunked(bytes)), 409, 'upload_mismatch');
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('chunks without end', async () => {
    const { api, path, storage } = await anUpload();
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    let isOpen = true;
    socket.once('data', () => {
      isOpen = false;
    });
    socket.write(putHead(path, 'Transfer-Encoding: chunked'));
    while (isOpen) await new Promise((sent) => socket.write(`7e0\r\n${song}\r\n`, sent));
    socket.destroy();
    expect(problemIn(await answer)).toMatchObject({ status: 409, code: 'upload_mismatch' });
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('what is no sound by its first bytes, at once', async () => {
    const { api, path, storage } = await anUpload({ size: 1_000_000 });
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.once('data', () => socket.end());
    socket.write(putHead(path, 'Content-Length: 1000000'));
    socket.write(Buffer.from('%PDF-1.7, and then some more'));
    const text = await answer;
    expect(text).toMatch(/Connection: close/);
    expect(problemIn(text)).toMatchObject({ status: 400, code: 'not_audio' });
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('a file for which there is no room', async () => {
    const storage = new MemoryFileStorage({ capacity: 100 });
    const api = await testApi({ platform: { ...memoryPlatform(), storage } });
    const upload = await anUploadOf(await api.person());
    await expectProblem(send(api.fetch, upload), 507, 'storage_full');
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('a file for which the storage is away, whose rest is read and forgotten', async () => {
    const size = 1_000_000;
    const discard = { maxBytes: size, maxMs: 60_000 };
    const { api, path, storage } = await anUpload({ size }, { discard });
    storage.isAway = true;
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(putHead(path, `Content-Length: ${size}`));
    socket.once('data', () => socket.write(Buffer.alloc(size)));
    expect(problemIn(await answer)).toMatchObject({ status: 503, code: 'storage_unavailable' });
  });

  test('a file for which the storage is away, of a client that then hangs up', async () => {
    const { api, path, storage } = await anUpload();
    storage.isAway = true;
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(putHead(path, `Content-Length: ${song.length}`));
    socket.once('data', () => socket.destroy());
    expect(await answer).toMatch(/^HTTP\/1\.1 503 /);
    expect((await api.fetch('/livez')).status).toBe(200);
  });
});

test('bytes that are refused leave those that were sent before', async () => {
  const { api, upload, storage } = await anUpload();
  await send(api.fetch, upload);
  const program = Buffer.concat([Buffer.from('\x7fELF'), song]).subarray(0, song.length);
  await expectProblem(send(api.fetch, upload, program), 400, 'not_audio');
  expect(await bytesOf(storage, upload)).toEqual(song);
});

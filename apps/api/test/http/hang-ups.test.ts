import type { Socket } from 'node:net';
import type { FileStorage } from '@cloudconvert/core';
import { describe, expect, test, vi } from 'vitest';
import { boundary, fieldPart, fileHead, filePart, rawBody, song } from '../support/forms.ts';
import { storedKeys } from '../support/problems.ts';
import { connectTo } from '../support/raw-request.ts';
import { testApi } from '../support/test-api.ts';

type TestApi = Awaited<ReturnType<typeof testApi>>;

const whole = rawBody(fieldPart('newFormat', 'mp3'), filePart('song.wav'));
const fileFirst = rawBody(filePart('song.wav'), fieldPart('newFormat', 'mp3'));

/** A connection that has sent the head of an upload and as much of its body. */
async function uploading({ url, person }: TestApi, body: Uint8Array, length: number) {
  const { token } = await person();
  const socket = await connectTo(url);
  socket.on('error', () => {});
  socket.write(
    [
      'POST /api/tasks HTTP/1.1',
      'Host: a',
      `Authorization: Bearer ${token}`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      `Content-Length: ${length}`,
      '',
      '',
    ].join('\r\n'),
  );
  socket.write(body);
  return socket;
}

/** Closes the connection and waits until the server has noticed. */
async function hangUp(api: TestApi, socket: Socket): Promise<void> {
  socket.destroy();
  await vi.waitFor(() =>
    expect(api.platform.logger.entries).toContainEqual(
      expect.objectContaining({
        message: 'request',
        fields: expect.objectContaining({ path: '/api/tasks', hungUp: true }),
      }),
    ),
  );
}

/** Resolves when the storage has been asked to write so often, with what came of it. */
function writesOf(storage: FileStorage) {
  const write = vi.spyOn(storage, 'write');
  return { write, first: () => vi.waitFor(() => settledResult(write.mock.results[0]?.value)) };
}

async function settledResult(value: unknown): Promise<string> {
  expect(value).toBeDefined();
  return Promise.resolve(value).then(
    () => 'stored',
    () => 'refused',
  );
}

/** So many at once take a while on a machine that is busy. */
const patiently = { timeout: 20_000 };

describe('a client that hangs up leaves nothing', () => {
  test('in the middle of the file', async () => {
    const api = await testApi();
    const { write, first } = writesOf(api.platform.storage);
    const begin = Buffer.from(`--${boundary}\r\n${fileHead('song.wav')}${song}`);
    const socket = await uploading(api, begin, 1_000_000);
    await vi.waitFor(() => expect(write).toHaveBeenCalled());
    await hangUp(api, socket);
    expect(await first()).toBe('refused');
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test('after the file was stored, before the format came', async () => {
    const api = await testApi();
    const { first } = writesOf(api.platform.storage);
    const body = fileFirst.subarray(0, fileFirst.indexOf('newFormat'));
    const socket = await uploading(api, body, fileFirst.length);
    expect(await first()).toBe('stored');
    expect(await storedKeys(api.platform.storage)).toHaveLength(1);
    await hangUp(api, socket);
    await vi.waitFor(async () => expect(await storedKeys(api.platform.storage)).toEqual([]));
    expect(api.platform.table.all()).toEqual([]);
  });

  test('after the whole form, while the file is still being stored', async () => {
    const api = await testApi();
    const { storage } = api.platform;
    const stored = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const write = storage.write.bind(storage);
    vi.spyOn(storage, 'write').mockImplementation(async (key, source) => {
      // A storage that no longer listens to its signal is the worst case.
      const file = await write(key, source);
      stored.resolve();
      await release.promise;
      return file;
    });
    const socket = await uploading(api, whole, whole.length);
    await stored.promise;
    await hangUp(api, socket);
    release.resolve();
    await vi.waitFor(async () => expect(await storedKeys(storage)).toEqual([]));
    expect(api.platform.table.all()).toEqual([]);
    expect(api.platform.jobs.sent('convert')).toEqual([]);
  });

  test('before anything of the form', async () => {
    const api = await testApi();
    const socket = await uploading(api, Buffer.alloc(0), 1_000);
    await hangUp(api, socket);
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test('two hundred times, and the API goes on', async () => {
    const api = await testApi();
    const ada = await api.person();
    const sockets = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        uploading(api, whole.subarray(0, (n * whole.length) / 200), whole.length),
      ),
    );
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => {
      const over = api.platform.logger.entries.filter(({ message }) => message === 'request');
      expect(over.length).toBeGreaterThan(150);
    }, patiently);
    const stored = () => storedKeys(api.platform.storage);
    await vi.waitFor(async () => expect(await stored()).toEqual([]), patiently);
    expect(api.platform.table.all()).toEqual([]);
    expect((await ada.fetch('/api/tasks')).status).toBe(200);
  });
});

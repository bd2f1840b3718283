import type { Socket } from 'node:net';
import type { FileStorage } from '@cloudconvert/core';
import { describe, expect, test, vi } from 'vitest';
import { fieldPart, filePart, rawBody, song } from '../support/forms.ts';
import { storedKeys } from '../support/problems.ts';
import { connectTo } from '../support/raw-request.ts';
import { testApi } from '../support/test-api.ts';
import { anUploadOf, claim, pathOf, send } from '../support/uploads.ts';

type TestApi = Awaited<ReturnType<typeof testApi>>;

async function anUpload() {
  const api = await testApi();
  const ada = await api.person();
  return { api, ada, upload: await anUploadOf(ada) };
}

/** A connection that has sent this much of a request. */
async function sending({ url }: TestApi, head: readonly string[], body: Uint8Array) {
  const socket = await connectTo(url);
  socket.on('error', () => {});
  socket.write([...head, 'Host: a', '', ''].join('\r\n'));
  socket.write(body);
  return socket;
}

const headOf = (path: string) => [
  `PUT ${path} HTTP/1.1`,
  'Content-Type: application/octet-stream',
  `Content-Length: ${song.length}`,
];

function hangUps({ platform }: TestApi): number {
  return platform.logger.entries.filter(({ fields }) => fields.hungUp === true).length;
}

/** Closes the connection and waits until the server has noticed. */
async function hangUp(api: TestApi, socket: Socket): Promise<void> {
  const before = hangUps(api);
  socket.destroy();
  await vi.waitFor(() => expect(hangUps(api)).toBe(before + 1));
}

/** Waits until the handler has come to its end, as the log tells. */
function ended({ platform }: TestApi): Promise<void> {
  const message = 'the client hung up';
  return vi.waitFor(() =>
    expect(platform.logger.entries).toContainEqual(expect.objectContaining({ message })),
  );
}

function untilAborts(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

describe('a client that hangs up on an upload', () => {
  test.each([0, 10, 1_000])('after %i bytes leaves nothing', async (sent) => {
    const { api, upload } = await anUpload();
    const write = vi.spyOn(api.platform.storage, 'write');
    const socket = await sending(api, headOf(pathOf(upload)), song.subarray(0, sent));
    await vi.waitFor(() => expect(write).toHaveBeenCalled());
    await hangUp(api, socket);
    await ended(api);
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test.each<[string, (write: FileStorage['write']) => FileStorage['write']]>([
    ['reads no more', () => (_key, _source, signal) => untilAborts(signal)],
    ['hears of nothing', (write) => (key, source) => write(key, source)],
  ])('leaves nothing in a storage that %s', async (_what, change) => {
    const { api, upload } = await anUpload();
    const { storage } = api.platform;
    const changed = change(storage.write.bind(storage));
    const write = vi.spyOn(storage, 'write').mockImplementation(changed);
    const socket = await sending(api, headOf(pathOf(upload)), song.subarray(0, 100));
    await vi.waitFor(() => expect(write).toHaveBeenCalled());
    await hangUp(api, socket);
    await ended(api);
    expect(await storedKeys(storage)).toEqual([]);
  });

  test('can send it again', async () => {
    const { api, ada, upload } = await anUpload();
    const socket = await sending(api, headOf(pathOf(upload)), song.subarray(0, 100));
    await hangUp(api, socket);
    await ended(api);
    expect((await send(api.fetch, upload)).status).toBe(200);
    expect((await claim(ada, upload.id)).status).toBe(201);
  });

  test('leaves what it had sent before', async () => {
    const { api, ada, upload } = await anUpload();
    await send(api.fetch, upload);
    const socket = await sending(api, headOf(pathOf(upload)), song.subarray(0, 100));
    await hangUp(api, socket);
    await ended(api);
    expect((await claim(ada, upload.id)).status).toBe(201);
  });

  test('a hundred times leaves nothing, and the API goes on', async () => {
    const { api, ada, upload } = await anUpload();
    const sockets = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        sending(api, headOf(pathOf(upload)), song.subarray(0, n * 20)),
      ),
    );
    for (const socket of sockets) socket.destroy();
    // So many at once take a while on a machine that is busy.
    await vi.waitFor(() => expect(hangUps(api)).toBeGreaterThan(75), { timeout: 20_000 });
    expect(await storedKeys(api.platform.storage)).toEqual([]);
    expect((await send(api.fetch, upload)).status).toBe(200);
    expect((await ada.fetch('/api/tasks')).status).toBe(200);
  });
});

describe('a client that is gone before its body is looked at holds nothing up', () => {
  /** Makes the throttle wait until it is told to go on. */
  function gateOf(api: TestApi) {
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    vi.spyOn(api.platform.throttle, 'spend').mockImplementation(() => {
      reached.resolve();
      return gate.promise;
    });
    return { reached: reached.promise, open: gate.resolve };
  }

  test('with an upload', async () => {
    const { api, upload } = await anUpload();
    const gate = gateOf(api);
    const socket = await sending(api, headOf(pathOf(upload)), song.subarray(0, 100));
    await gate.reached;
    await hangUp(api, socket);
    gate.open();
    await ended(api);
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test('with a claim in JSON', async () => {
    const { api, ada } = await anUpload();
    const gate = gateOf(api);
    const head = [
      'POST /api/tasks HTTP/1.1',
      `Authorization: Bearer ${ada.token}`,
      'Content-Type: application/json',
      'Content-Length: 100',
    ];
    const socket = await sending(api, head, Buffer.from('{'));
    await gate.reached;
    await hangUp(api, socket);
    gate.open();
    await ended(api);
  });

  test('with a form', async () => {
    const { api, ada } = await anUpload();
    const gate = gateOf(api);
    const body = rawBody(fieldPart('newFormat', 'mp3'), filePart('song.wav'));
    const head = [
      'POST /api/tasks HTTP/1.1',
      `Authorization: Bearer ${ada.token}`,
      'Content-Type: multipart/form-data; boundary=boundary',
      `Content-Length: ${body.length}`,
    ];
    const socket = await sending(api, head, body.subarray(0, 200));
    await gate.reached;
    await hangUp(api, socket);
    gate.open();
    await ended(api);
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });
});

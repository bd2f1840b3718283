import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  aFile,
  boundary,
  fieldPart,
  fileHead,
  filePart,
  form,
  rawBody,
  rawForm,
  song,
} from '../support/forms.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { answerOn, connectTo, problemIn } from '../support/raw-request.ts';
import { testApi } from '../support/test-api.ts';

const format = fieldPart('newFormat', 'mp3');
const file = filePart('song.wav');

describe('an upload is refused and leaves nothing', () => {
  test.each<[string, RequestInit, string, string | undefined]>([
    ['no file', form(['newFormat', 'mp3']), 'missing_field', 'fileName'],
    ['no format', form(['fileName', aFile()]), 'missing_field', 'newFormat'],
    [
      'a format that is none, after the file',
      form(['fileName', aFile()], ['newFormat', 'xyz']),
      'unsupported_format',
      'newFormat',
    ],
    [
      'a format that is none, before the file',
      form(['newFormat', 'xyz'], ['fileName', aFile()]),
      'unsupported_format',
      'newFormat',
    ],
    [
      'an empty format',
      rawForm(file, fieldPart('newFormat', '')),
      'unsupported_format',
      'newFormat',
    ],
    [
      'SQL as format',
      form(['fileName', aFile()], ['newFormat', "mp3'; drop table tasks; --"]),
      'unsupported_format',
      'newFormat',
    ],
    ['the format twice', rawForm(format, file, format), 'repeated_field', 'newFormat'],
    ['the format twice, first', rawForm(format, format, file), 'repeated_field', 'newFormat'],
    [
      'the format as a file',
      rawForm(file, filePart('a', song, 'newFormat')),
      'repeated_field',
      'fileName',
    ],
    ['two files', rawForm(format, file, file), 'repeated_field', 'fileName'],
    [
      'a file under another name',
      rawForm(format, filePart('a', song, 'file')),
      'unknown_field',
      'file',
    ],
    ['the file as text', rawForm(format, fieldPart('fileName', 'x')), 'invalid_field', 'fileName'],
    ['a file without a name', rawForm(format, filePart('')), 'invalid_field', 'fileName'],
    [
      'an unknown field',
      form(['fileName', aFile()], ['newFormat', 'mp3'], ['x', '1']),
      'unknown_field',
      'x',
    ],
    [
      'an unknown field, first',
      form(['x', '1'], ['newFormat', 'mp3'], ['fileName', aFile()]),
      'unknown_field',
      'x',
    ],
    ['a nested name', rawForm(file, format, fieldPart('a[b]', '1')), 'unknown_field', 'a[b]'],
    [
      'an index that would stall the parser',
      rawForm(file, fieldPart('items[99999999]', '1'), fieldPart('items[x]', '1'), format),
      'unknown_field',
      'items[99999999]',
    ],
    ['a list', rawForm(file, fieldPart('newFormat[]', 'mp3')), 'unknown_field', 'newFormat[]'],
    ['__proto__', rawForm(file, format, fieldPart('__proto__', 'x')), 'unknown_field', '__proto__'],
    [
      'a nested __proto__',
      rawForm(file, format, fieldPart('__proto__[x]', 'x')),
      'unknown_field',
      '__proto__[x]',
    ],
    [
      'constructor',
      rawForm(file, format, fieldPart('constructor', 'x')),
      'unknown_field',
      'constructor',
    ],
    [
      'a name of 5000 characters',
      rawForm(file, format, fieldPart('a'.repeat(5_000), '')),
      'unknown_field',
      'a'.repeat(64),
    ],
    [
      'a field without a name',
      rawForm(file, format, 'Content-Disposition: form-data\r\n\r\nx'),
      'invalid_multipart',
      undefined,
    ],
    [
      'a field of 2 MB',
      rawForm(fieldPart('newFormat', 'a'.repeat(200_000)), file),
      'invalid_field',
      'newFormat',
    ],
    [
      '10 000 fields',
      rawForm(...Array.from({ length: 10_000 }, (_, n) => fieldPart(`f${n}`, '')), format, file),
      'invalid_multipart',
      undefined,
    ],
    [
      'a bit rate that is no number',
      rawForm(format, fieldPart('bitRate', 'fast'), file),
      'invalid_field',
      'bitRate',
    ],
    [
      'a bit rate out of range',
      rawForm(format, fieldPart('bitRate', '1'), file),
      'invalid_field',
      'bitRate',
    ],
    [
      'a rate of 1e400',
      rawForm(file, format, fieldPart('sampleRate', '1e400')),
      'invalid_field',
      'sampleRate',
    ],
    [
      'minus one channel',
      rawForm(file, format, fieldPart('channels', '-1')),
      'invalid_field',
      'channels',
    ],
    [
      'nothing in the file',
      rawForm(format, filePart('a.wav', Buffer.alloc(0))),
      'not_audio',
      'fileName',
    ],
    [
      'a program',
      rawForm(format, filePart('a.wav', Buffer.from('\x7fELF....'))),
      'not_audio',
      'fileName',
    ],
    [
      'a playlist',
      rawForm(format, filePart('a.mp3', Buffer.from('#EXTM3U\nfile:///etc/passwd'))),
      'not_audio',
      'fileName',
    ],
    [
      'a line break in the name',
      rawForm(format, filePart('a%0D%0Ab.wav')),
      'invalid_field',
      'fileName',
    ],
    ['NUL in the name', rawForm(format, filePart('a\0.wav')), 'invalid_field', 'fileName'],
    [
      'a name of 5000 characters for the file',
      rawForm(format, filePart('a'.repeat(5_000))),
      'invalid_field',
      'fileName',
    ],
    ['nothing at all', rawForm(), 'missing_field', 'newFormat'],
  ])('when it has %s', async (_what, init, code, field) => {
    const api = await testApi();
    const ada = await api.person();
    await expectProblem(
      ada.fetch('/api/tasks', init),
      400,
      code,
      field === undefined ? {} : { field },
    );
    expect(await storedKeys(api.platform.storage)).toEqual([]);
    expect(api.platform.table.all()).toEqual([]);
    expect(api.platform.jobs.sent('convert')).toEqual([]);
  });

  test.each([
    ['no type', undefined],
    ['something like JSON', 'application/jsonp'],
    ['a form of another kind', 'application/x-www-form-urlencoded'],
    ['several parts of another kind', `multipart/mixed; boundary=${boundary}`],
    ['no boundary', 'multipart/form-data'],
    ['an empty boundary', 'multipart/form-data; boundary='],
    ['a boundary of 5000 characters', `multipart/form-data; boundary=${'b'.repeat(5_000)}`],
  ])('when its type is %s', async (_what, type) => {
    const api = await testApi();
    const ada = await api.person();
    const body = new Uint8Array(rawBody(format, file));
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
    const answer = ada.fetch('/api/tasks', { method: 'POST', body, headers });
    await expectProblem(answer, 400, 'unsupported_media_type', { field: 'Content-Type' });
  });

  test.each([
    ['in the middle of the file', Buffer.concat([Buffer.from(`--${boundary}\r\n`), file])],
    ['in a head', Buffer.from(`--${boundary}\r\nContent-Disposition: form-da`)],
    ['before the last boundary', rawBody(format, file).subarray(0, -4)],
    ['before it began', Buffer.from('nothing of a form')],
  ])('when it ends %s', async (_where, body) => {
    const api = await testApi();
    const ada = await api.person();
    const init = { ...rawForm(), body: new Uint8Array(body) };
    await expectProblem(ada.fetch('/api/tasks', init), 400, 'invalid_multipart');
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });
});

describe('a file that is too large', () => {
  const config = { maxUploadBytes: 100_000 };
  const ofSize = (size: number) => Buffer.concat([song, Buffer.alloc(size - song.length)]);

  test('may have as many bytes as allowed, and not one more', async () => {
    const api = await testApi({ config });
    const ada = await api.person();
    const upload = (size: number) =>
      ada.fetch('/api/tasks', form(['newFormat', 'mp3'], ['fileName', aFile('a', ofSize(size))]));
    expect((await upload(100_000)).status).toBe(201);
    await expectProblem(upload(100_001), 413, 'file_too_large', { field: 'fileName' });
    expect(await storedKeys(api.platform.storage)).toHaveLength(1);
  });

  const head = (token: string, length: string) =>
    `POST /api/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\n${length}\r\n\r\n`;

  test('is refused by its length before it comes', async () => {
    const api = await testApi({ config });
    const { token } = await api.person();
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(head(token, 'Content-Length: 10995116277760'));
    const [piece] = await new Promise<[string]>((resolve) =>
      socket.once('data', (d) => resolve([`${d}`])),
    );
    expect(piece).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
    await answer;
  });

  test.each<[string, (n: number) => string | Buffer]>([
    ['file', (n) => (n === 0 ? Buffer.from(`--${boundary}\r\n${fileHead('a.wav')}`) : song)],
    ['preamble', () => Buffer.alloc(16_384, 'a')],
    ['head', (n) => (n === 0 ? `--${boundary}\r\n` : `X-${n}: ${'a'.repeat(1_000)}\r\n`)],
    ['epilogue', (n) => (n === 0 ? rawBody(format, file) : Buffer.alloc(16_384, 'a'))],
    ['row of parts', () => `--${boundary}\r\nX: y\r\n\r\n\r\n`],
  ])('is refused while a %s without end still comes', async (_what, pieceOf) => {
    const discard = { maxBytes: 1024 ** 2, maxMs: 60_000 };
    const api = await testApi({ config, limits: { discard } });
    const { token } = await api.person();
    const socket = await connectTo(api.url);
    const answer = answerOn(socket);
    socket.write(head(token, 'Transfer-Encoding: chunked'));
    let isOpen = true;
    socket.once('close', () => {
      isOpen = false;
    });
    for (let n = 0; isOpen; n += 1) await send(socket, pieceOf(n));
    const text = await answer;
    expect(text).toMatch(/^HTTP\/1\.1 4(?:00|13) /);
    expect(problemIn(text)).toMatchObject({ code: expect.any(String) });
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });
});

/** One chunk; resolves when the socket has taken it, or is closed. */
function send(socket: Socket, piece: string | Buffer): Promise<void> {
  const bytes = Buffer.from(piece);
  const chunk = Buffer.concat([
    Buffer.from(`${bytes.length.toString(16)}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return new Promise((resolve) => {
    socket.write(chunk, () => setImmediate(resolve));
  });
}

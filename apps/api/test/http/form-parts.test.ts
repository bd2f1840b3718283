import { describe, expect, test } from 'vitest';
import { formParts } from '../../src/http/multipart/form-parts.ts';
import { boundary, fieldPart, fileHead, filePart, rawBody } from '../support/forms.ts';

/** What nearly is a boundary, so that the search for one has something to mistake. */
const nearlyBoundaries = Buffer.from(
  `\r\n-\r\n--\r\n--${boundary.slice(0, -1)}\r\r\n\r\n--${boundary.slice(1)}\r\n`,
);
const form = rawBody(
  fieldPart('newFormat', 'mp3'),
  filePart('süß.wav', nearlyBoundaries),
  fieldPart('empty', ''),
);

/** Each piece in memory that is used for the next one, too. */
async function* inPieces(bytes: Buffer, size: number) {
  const memory = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    yield memory.subarray(0, bytes.copy(memory, 0, at, at + size));
  }
}

async function read(bytes: Buffer, size = bytes.length) {
  const parts = [];
  for await (const { name, fileName, content } of formParts(inPieces(bytes, size), boundary)) {
    const pieces = await Array.fromAsync(content, (piece) => Buffer.from(piece));
    parts.push([name, fileName, Buffer.concat(pieces).toString()]);
  }
  return parts;
}

const sizes = Array.from({ length: form.length }, (_, index) => index + 1);

test('a form is the same in pieces of any size', async () => {
  const whole = [
    ['newFormat', undefined, 'mp3'],
    ['fileName', 'süß.wav', nearlyBoundaries.toString()],
    ['empty', undefined, ''],
  ];
  for (const size of sizes) expect(await read(form, size)).toEqual(whole);
});

test('a form that ends early is refused wherever it ends', async () => {
  const lastNeeded = form.length - '\r\n'.length;
  for (const length of sizes.filter((size) => size < lastNeeded)) {
    await expect(read(form.subarray(0, length))).rejects.toMatchObject({
      code: 'invalid_multipart',
    });
  }
  expect(await read(form.subarray(0, lastNeeded))).toHaveLength(3);
});

describe('what a form may have around its parts', () => {
  test.each([
    ['a preamble', `This is a form.\r\n${form}`],
    ['an epilogue', `${form}and that was it\r\n--${boundary}\r\n`],
    [
      'white space behind a boundary',
      `${form}`.replaceAll(`--${boundary}\r\n`, `--${boundary} \t\r\n`),
    ],
  ])('is %s', async (_what, text) => {
    expect(await read(Buffer.from(text))).toEqual(await read(form));
  });

  test('is not text behind a boundary', async () => {
    const text = `${form}`.replace(`--${boundary}\r\n`, `--${boundary}x\r\n`);
    await expect(read(Buffer.from(text))).rejects.toMatchObject({ code: 'invalid_multipart' });
  });
});

describe('a part', () => {
  const encoded = (coding: string) =>
    read(rawBody(`Content-Transfer-Encoding: ${coding}\r\n${fileHead('a.wav')}`));

  test.each(['base64', 'quoted-printable', 'BASE64 ', 'x-uuencode'])(
    'that is encoded as %s is refused, with the reason',
    async (coding) => {
      const message = expect.stringContaining(coding.trim());
      await expect(encoded(coding)).rejects.toMatchObject({ code: 'invalid_multipart', message });
    },
  );

  test.each(['binary', '8bit', '7BIT '])('may say that it is %s', async (coding) => {
    expect(await encoded(coding)).toHaveLength(1);
  });
});

test('a part may have twenty headers, and not one more', async () => {
  const withHeaders = (count: number) =>
    rawBody(`${'X-A: b\r\n'.repeat(count - 2)}${fileHead('a.wav')}`);
  expect(await read(withHeaders(20))).toHaveLength(1);
  await expect(read(withHeaders(21))).rejects.toMatchObject({ code: 'invalid_multipart' });
});

test('whoever reads no more lets go of the body', async () => {
  let isOpen = true;
  async function* body() {
    try {
      yield form;
      yield form;
    } finally {
      isOpen = false;
    }
  }
  for await (const _ of formParts(body(), boundary)) break;
  expect(isOpen).toBe(false);
});

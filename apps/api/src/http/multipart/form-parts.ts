import { DelimitedReader } from './delimited-reader.ts';
import { malformedForm } from './malformed-form.ts';
import { type PartHead, readPartHead } from './part-head.ts';

export interface FormPart extends PartHead {
  /** To be read to its end before the next part. */
  readonly content: AsyncIterable<Uint8Array>;
}

const lineBreak = Buffer.from('\r\n');
const close = Buffer.from('--');
/** RFC 2046, 5.1.1 allows white space behind a boundary, which a transport may add. */
const maxPaddingBytes = 128;
const padding = /^[ \t]*$/;

/**
 * The parts of a form in their order, the whole of `body` being read (RFC 2046, 5.1.1; RFC 7578).
 * @throws RequestError `invalid_multipart`
 */
export async function* formParts(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPart> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The line break belongs to the boundary, and nothing need come before the first one.
  const reader = new DelimitedReader(body, lineBreak);
  try {
    await skip(reader.until(delimiter));
    while (!(await reader.startsWith(close))) {
      await skipPadding(reader);
      yield { ...(await readPartHead(reader)), content: reader.until(delimiter) };
    }
    await reader.skipRest();
  } finally {
    await reader.close();
  }
}

async function skipPadding(reader: DelimitedReader): Promise<void> {
  if (!padding.test(await reader.line(maxPaddingBytes))) throw malformedForm();
}

async function skip(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

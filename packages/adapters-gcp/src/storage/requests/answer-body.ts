import type { IncomingMessage } from 'node:http';
import { retryAfterMs } from '../../retry-after.ts';
import { AnswerError, ConnectionLost } from './gcs-error.ts';

/** More than any answer that is not a file. */
const longestText = 8 * 1024 * 1024;
const quotedLength = 500;

/** The pieces of a body. It is destroyed when no piece comes in time and when nobody wants more. */
export async function* piecesOf(
  response: IncomingMessage,
  stallMs: number,
): AsyncGenerator<Uint8Array, undefined> {
  const pieces: AsyncIterator<Uint8Array> = response[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await inTime(response, stallMs, () => pieces.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    response.destroy();
  }
}

/** The time that the reader takes between two pieces doesn't count. */
async function inTime<T>(
  response: IncomingMessage,
  stallMs: number,
  action: () => Promise<T>,
): Promise<T> {
  const stalled = new Error(`Nothing came for ${stallMs} ms`);
  const timer = setTimeout(() => response.destroy(stalled), stallMs);
  try {
    return await action();
  } catch (error) {
    throw new ConnectionLost(error);
  } finally {
    clearTimeout(timer);
  }
}

export async function textOf(response: IncomingMessage, stallMs: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of piecesOf(response, stallMs)) {
    length += piece.length;
    if (length > longestText) throw new Error('Cloud Storage answered with too long a text');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

/** What went wrong, by an answer that tells of it. */
export async function failureIn(response: IncomingMessage, stallMs: number): Promise<AnswerError> {
  const text = await textOf(response, stallMs);
  const pauseMs = retryAfterMs(response.headers['retry-after'], Date.now());
  return new AnswerError(response.statusCode ?? 0, text.slice(0, quotedLength), pauseMs);
}

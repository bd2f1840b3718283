import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Text is sent in pieces of about this many characters, since a write for each item is slow. */
const pieceLength = 32 * 1024;

/**
 * Answers with `items` as one JSON array, at the speed at which the client reads. What goes wrong
 * before the first piece is thrown; later the connection is cut, so that nobody takes half for all.
 */
export async function streamJsonArray<T>(
  res: Response,
  items: AsyncIterable<T>,
  present: (item: T) => unknown,
): Promise<void> {
  const pieces = jsonArray(items, present);
  const first = await pieces.next();
  res.type('application/json');
  if (res.req.method === 'HEAD') {
    await pieces.return();
    res.end();
    return;
  }
  await pipeline(Readable.from(startingWith(first.value ?? '', pieces)), res);
}

async function* startingWith(
  first: string,
  rest: AsyncGenerator<string, void>,
): AsyncGenerator<string> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

async function* jsonArray<T>(
  items: AsyncIterable<T>,
  present: (item: T) => unknown,
): AsyncGenerator<string, void> {
  let piece = '[';
  let separator = '';
  for await (const item of items) {
    piece += separator + JSON.stringify(present(item));
    separator = ',';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
}

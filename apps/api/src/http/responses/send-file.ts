import { createHash } from 'node:crypto';
import {
  asciiName,
  type ByteRange,
  type ByteStream,
  type OpenedResult,
  orAborted,
} from '@cloudconvert/core';
import { create } from 'content-disposition';
import type { Request, Response } from 'express';
import { byteRange, checkMatch, isUnmodified } from './byte-range.ts';
import { hangUpSignal } from './hang-up-signal.ts';

/**
 * Answers with a file as an attachment, or with the part of it that is asked for (RFC 9110, 14), or
 * says where the storage serves it.
 */
export async function sendFile(req: Request, res: Response, file: OpenedResult): Promise<void> {
  const etag = `"${createHash('sha256').update(file.version).digest('base64url')}"`;
  res.set({ ETag: etag, 'Cache-Control': 'private, no-store' });
  // RFC 9110, 13.2.2: If-Match is evaluated first.
  checkMatch(req.get('If-Match'), etag);
  if (isUnmodified(req.get('If-None-Match'), etag)) return void res.status(304).end();
  const url = req.method === 'GET' ? await file.directUrl(hangUpSignal(res)) : undefined;
  if (url !== undefined) return sendElsewhere(res, url);
  // RFC 9110, 14.2: Range means something for GET only.
  const range = req.method === 'GET' ? byteRange(req.headers, file.size, etag) : undefined;
  if (req.method === 'HEAD') return sendHead(res, file);
  await sendBytes(res, file, range);
}

/** Not by Express, which repeats the URL in a body and may spell it otherwise than it was signed. */
function sendElsewhere(res: Response, url: string): void {
  // The headers of all answers keep the URL that leads here out of Referer.
  res.status(302).set('Location', url).end();
}

function sendHead(res: Response, file: OpenedResult): void {
  describeFile(res, file);
  res.set('Content-Length', String(file.size)).end();
}

/** Not before its bytes are there: a problem is no attachment. */
function describeFile(res: Response, { name, mimeType }: OpenedResult): void {
  res.set({
    'Accept-Ranges': 'bytes',
    'Content-Disposition': create(name, { fallback: asciiName(name) }),
    'Content-Type': mimeType,
  });
}

async function sendBytes(
  res: Response,
  file: OpenedResult,
  range: ByteRange | undefined,
): Promise<void> {
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  const length = end - start + 1;
  const hangUp = hangUpSignal(res);
  const bytes = await file.read(range, hangUp);
  describeFile(res, file);
  res.set('Content-Length', String(length));
  if (range) res.status(206).set('Content-Range', `bytes ${start}-${end}/${file.size}`);
  try {
    await sendPieces(res, exactly(length, bytes), hangUp);
  } catch (error) {
    // Its headers speak of the file, so nothing else can be said.
    res.destroy();
    throw error;
  }
}

/** Each is lent, so the next one is not asked for before the system has taken it. */
async function sendPieces(res: Response, pieces: ByteStream, hangUp: AbortSignal): Promise<void> {
  for await (const piece of pieces) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    res.write(piece, (error) => (error ? reject(error) : resolve()));
    // What waits for an earlier answer on the connection is never told that this has closed.
    await orAborted(promise, hangUp);
  }
  res.end();
}

/** Breaks off where a storage gives another number of bytes than the headers have promised. */
async function* exactly(length: number, source: ByteStream): ByteStream {
  let sent = 0;
  for await (const piece of source) {
    sent += piece.length;
    if (sent <= length) yield piece;
  }
  if (sent !== length) throw new Error(`the storage gave ${sent} bytes instead of ${length}`);
}

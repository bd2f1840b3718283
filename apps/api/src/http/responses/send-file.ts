import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange, ByteStream, OpenedResult } from '@cloudconvert/core';
import { create } from 'content-disposition';
import type { Request, Response } from 'express';
import { byteRange, isUnmodified } from './byte-range.ts';
import { hangUpSignal } from './hang-up-signal.ts';

/** Answers with a file as an attachment, or with the part of it that is asked for (RFC 9110, 14). */
export async function sendFile(req: Request, res: Response, file: OpenedResult): Promise<void> {
  const etag = `"${createHash('sha256').update(file.version).digest('base64url')}"`;
  setHeaders(res, file, etag);
  if (isUnmodified(req.get('If-None-Match'), etag)) return void res.status(304).end();
  // RFC 9110, 14.2: Range means something for GET only.
  const range = req.method === 'GET' ? byteRange(req.headers, file.size, etag) : undefined;
  if (req.method === 'HEAD') return void res.set('Content-Length', String(file.size)).end();
  await sendBytes(res, file, range);
}

function setHeaders(res: Response, { name, mimeType }: OpenedResult, etag: string): void {
  res.set({
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': create(name),
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
  const bytes = await file.read(range, hangUpSignal(res));
  res.set('Content-Length', String(length));
  if (range) res.status(206).set('Content-Range', `bytes ${start}-${end}/${file.size}`);
  await pipeline(bytes instanceof Readable ? bytes : Readable.from(bytes), exactly(length), res);
}

/** Breaks off where a storage gives another number of bytes than the headers have promised. */
function exactly(length: number): (source: ByteStream) => ByteStream {
  return async function* (source) {
    let sent = 0;
    for await (const chunk of source) {
      sent += chunk.length;
      if (sent <= length) yield chunk;
    }
    if (sent !== length) throw new Error(`the storage gave ${sent} bytes instead of ${length}`);
  };
}

import type { IncomingHttpHeaders } from 'node:http';
import type { ByteRange } from '@cloudconvert/core';
import { parse } from 'range-parser';
import { RequestError } from '../errors/request-error.ts';

/**
 * The one range that a request asks for. A server MAY ignore Range (RFC 9110, 14.2): ours does so
 * where it is malformed, names several ranges, or is meant for another version of the file.
 * @throws RequestError `range_not_satisfiable`
 */
export function byteRange(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  size: number,
  etag: string,
): ByteRange | undefined {
  if (range === undefined || range.includes(',')) return undefined;
  if (ifRange !== undefined && ifRange !== etag) return undefined;
  const { type, code, ranges } = parse(size, range);
  const [only] = ranges;
  if (type !== 'bytes' || (only === undefined && code !== unsatisfiable)) return undefined;
  return only ?? refuse(size);
}

/** The parser's word for well-formed ranges none of which lies in the file. */
const unsatisfiable = 2;

function refuse(size: number): never {
  throw new RequestError('range_not_satisfiable', `The file has only ${size} bytes`, {
    headers: { 'Content-Range': `bytes */${size}` },
  });
}

/**
 * RFC 9110, 13.1.1: `*`, or a list of which one matches by the strong comparison.
 * @throws RequestError `precondition_failed`
 */
export function checkMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(etag)) return;
  const message = 'The file is another one than If-Match names';
  throw new RequestError('precondition_failed', message, { field: 'If-Match' });
}

/** RFC 9110, 13.1.2: `*`, or a list of which one matches by the weak comparison. */
export function isUnmodified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

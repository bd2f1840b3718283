import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { RequestError } from '../errors/request-error.ts';

/** Fields with one value. Node keeps the first of several, and a proxy before it may keep the last. */
const single: ReadonlySet<string> = new Set([
  ...['host', 'authorization', 'content-type', 'content-range'],
  ...['range', 'if-range', 'origin', 'expect'],
]);

/** Refuses what Node's parser lets through although it says two things, or nothing that is understood. */
export const checkHeaders: RequestHandler = (req, _res, next) => {
  checkHost(req);
  checkSingle(req.rawHeaders);
  checkTransferEncoding(req);
  checkContentEncoding(req);
  next();
};

/** RFC 9112, 3.2: a server MUST refuse an HTTP/1.1 request without Host. Node's own answer has no body. */
function checkHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host !== undefined || httpVersion !== '1.1') return;
  throw new RequestError('invalid_request', 'The header Host is missing', { field: 'Host' });
}

/** RFC 9110, 5.3, and for Host RFC 9112, 3.2: several lines are for lists only. */
function checkSingle(rawHeaders: readonly string[]): void {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const field = rawHeaders[index] ?? '';
    const name = field.toLowerCase();
    if (single.has(name) && seen.has(name)) {
      const message = `The header ${field} may be given only once`;
      throw new RequestError('invalid_request', message, { field });
    }
    seen.add(name);
  }
}

/** RFC 9112, 6.1: a transfer coding that is not understood SHOULD be answered with 501. */
function checkTransferEncoding({ headers }: IncomingMessage): void {
  const coding = headers['transfer-encoding'];
  if (coding === undefined || coding.trim().toLowerCase() === 'chunked') return;
  const message = 'The only Transfer-Encoding is chunked';
  throw new RequestError('unsupported_transfer_coding', message, { field: 'Transfer-Encoding' });
}

/** RFC 9110, 15.5.16: a 415 for a content coding names those that are accepted. */
function checkContentEncoding({ headers }: IncomingMessage): void {
  const coding = headers['content-encoding'];
  if (coding === undefined || coding.trim().toLowerCase() === 'identity') return;
  const shown = JSON.stringify(coding.slice(0, 64));
  throw new RequestError(
    'unsupported_content_coding',
    `Send the body as it is, not with Content-Encoding ${shown}`,
    { field: 'Content-Encoding', headers: { 'Accept-Encoding': 'identity' } },
  );
}

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Operation } from './fault.ts';

export interface Route {
  readonly operation: Operation;
  readonly bucket: string;
  readonly name: string;
  /** Where a rewrite goes. */
  readonly to: string;
  readonly query: URLSearchParams;
}

const bucketPath = '(?<bucket>[^/]+)';
const objectPath = `${bucketPath}/o/(?<name>[^/]+)`;

const paths: readonly (readonly [operation: Operation, method: string, path: RegExp])[] = [
  ['create bucket', 'POST', /^\/storage\/v1\/b$/],
  ['list', 'GET', new RegExp(`^/storage/v1/b/${bucketPath}/o$`)],
  ['metadata', 'GET', new RegExp(`^/storage/v1/b/${objectPath}$`)],
  ['delete', 'DELETE', new RegExp(`^/storage/v1/b/${objectPath}$`)],
  ['rewrite', 'POST', new RegExp(`^/storage/v1/b/${objectPath}/rewriteTo/b/[^/]+/o/(?<to>[^/]+)$`)],
  ['media', 'GET', new RegExp(`^/download/storage/v1/b/${objectPath}$`)],
  ['start', 'POST', new RegExp(`^/upload/storage/v1/b/${bucketPath}/o$`)],
  // A signed resumable upload of the XML API; the signature is looked at by the emulator's front only.
  ['start', 'POST', /^\/(?<bucket>[a-z0-9._-]+)\/(?<name>.+)$/],
  ['cancel', 'DELETE', new RegExp(`^/upload/storage/v1/b/${bucketPath}/o$`)],
  ['ask', 'PUT', new RegExp(`^/upload/storage/v1/b/${bucketPath}/o$`)],
];

/** `undefined` when this is none of the requests that the server knows. */
export function routeOf({ method, url = '', headers }: IncomingMessage): Route | undefined {
  const { pathname, searchParams: query } = new URL(url, 'http://127.0.0.1');
  const found = paths.find(([, verb, path]) => verb === method && path.test(pathname));
  if (!found) return undefined;
  const { bucket = '', name = '', to = '' } = found[2].exec(pathname)?.groups ?? {};
  return {
    operation: found[0] === 'ask' && isSending(headers) ? 'send' : found[0],
    bucket: decodeURIComponent(bucket),
    name: decodeURIComponent(name),
    to: decodeURIComponent(to),
    query,
  };
}

/** An empty file is sent by a request that otherwise is a question. */
function isSending(headers: IncomingHttpHeaders): boolean {
  return headers['content-length'] !== '0' || headers['content-range'] === 'bytes */0';
}

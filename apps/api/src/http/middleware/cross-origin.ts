import cors from 'cors';
import type { RequestHandler } from 'express';

/** What a page of another origin may read beside the few headers that every page may. */
const exposedHeaders = [
  ...['Location', 'Link', 'ETag', 'Retry-After', 'X-Request-Id'],
  ...['Accept-Ranges', 'Content-Disposition', 'Content-Range', 'WWW-Authenticate'],
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];
/** The longest that Chromium keeps the answer to a preflight, in seconds. */
const maxAge = 7200;

/** For an answer that needs no credentials, or has them in its URL. */
export const readableByAll = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposedHeaders.join(','),
};

/**
 * Opens the API to pages of other origins (https://fetch.spec.whatwg.org/#http-cors-protocol). Tokens
 * are sent in a header, so credentials that a browser keeps are never involved.
 * @param origins those that may, of which `*` is all; nothing is opened where there is none
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  if (origins.length === 0) return (_req, _res, next) => next();
  const options = { exposedHeaders, methods, maxAge };
  const open = cors({ ...options, origin: origins.includes('*') ? '*' : true });
  return (req, res, next) => {
    res.vary('Origin');
    if (!isAllowed(origins, req.get('Origin'))) return next();
    const isPreflight = req.get('Access-Control-Request-Method') !== undefined;
    // The library takes each OPTIONS for a preflight; a plain one asks for Allow.
    if (req.method !== 'OPTIONS' || isPreflight) return open(req, res, next);
    next();
  };
}

function isAllowed(origins: readonly string[], origin: string | undefined): boolean {
  return origin !== undefined && (origins.includes('*') || origins.includes(origin));
}

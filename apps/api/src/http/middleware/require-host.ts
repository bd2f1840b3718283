import type { RequestHandler } from 'express';
import { RequestError } from '../errors/request-error.ts';

/** RFC 9112, 3.2: a server MUST refuse an HTTP/1.1 request without Host. Node's own answer has no body. */
export const requireHost: RequestHandler = (req, _res, next) => {
  if (req.headers.host === undefined && req.httpVersion === '1.1') {
    throw new RequestError('invalid_request', 'The header Host is missing', { field: 'Host' });
  }
  next();
};

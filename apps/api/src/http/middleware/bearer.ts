import { type Authenticate, DomainError } from '@cloudconvert/core';
import type { Request, RequestHandler } from 'express';

const scheme = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** RFC 6750, 2.1. */
export function bearer(authenticate: Authenticate): RequestHandler {
  return async (req, res, next) => {
    res.locals.user = await authenticate.execute(tokenOf(req));
    next();
  };
}

function tokenOf(req: Request): string {
  const token = scheme.exec(req.get('Authorization') ?? '')?.[1];
  if (token !== undefined) return token;
  const message = 'Log in first and send the token as "Authorization: Bearer <access_token>"';
  throw new DomainError('unauthenticated', message);
}

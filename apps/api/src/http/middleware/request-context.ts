import { randomUUID } from 'node:crypto';
import type { Logger } from '@cloudconvert/core';
import type { RequestHandler } from 'express';

const sane = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives each request an id, the caller's where it brings one that is fit for a log. */
export function requestContext(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const given = req.get('X-Request-Id') ?? '';
    const requestId = sane.test(given) ? given : randomUUID();
    res.locals.requestId = requestId;
    res.locals.logger = logger.child({ requestId });
    res.set('X-Request-Id', requestId);
    next();
  };
}

import { randomUUID } from 'node:crypto';
import type { Logger } from '@cloudconvert/core';
import type { Request, RequestHandler } from 'express';

const sane = /^[A-Za-z0-9._-]{1,64}$/;

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** https://cloud.google.com/trace/docs/trace-context#legacy-http-header */
const cloudTrace = /^([0-9a-f]{32})(?:\/|$)/;

/**
 * Gives each request an id, the caller's where it brings one that is fit for a log, and its log the
 * trace that it belongs to.
 */
export function requestContext(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const given = req.get('X-Request-Id') ?? '';
    const requestId = sane.test(given) ? given : randomUUID();
    res.locals.requestId = requestId;
    res.locals.logger = logger.child({ requestId, ...traceOf(req) });
    res.set('X-Request-Id', requestId);
    next();
  };
}

function traceOf(req: Request): { readonly traceId?: string } {
  const traceId =
    traceparent.exec(req.get('traceparent') ?? '')?.[1] ??
    cloudTrace.exec(req.get('X-Cloud-Trace-Context') ?? '')?.[1];
  return traceId === undefined ? {} : { traceId };
}

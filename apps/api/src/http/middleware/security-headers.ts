import type { RequestHandler } from 'express';
import helmet from 'helmet';

const nothing = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const headers = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: nothing },
  xFrameOptions: { action: 'deny' },
});

/** Hardly anything that the API answers is a page, so a browser may do nothing with it. */
export const securityHeaders: RequestHandler = (req, res, next) => {
  res.set('Cache-Control', 'no-store');
  headers(req, res, next);
};

/** For an answer that is a page after all: what a browser may do with it, and nothing else. */
export function contentPolicy(allowed: Readonly<Record<string, string[]>>): RequestHandler {
  const directives = { ...nothing, ...allowed };
  return helmet.contentSecurityPolicy({ useDefaults: false, directives });
}

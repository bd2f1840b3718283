import type { Throttle } from '@cloudconvert/core';
import type { RequestHandler } from 'express';
import { userOf } from '../locals.ts';

/** How many files a person may upload in a minute. */
export function throttleUploads(throttle: Throttle, points: number): RequestHandler {
  const limit = { name: 'upload', points, windowSeconds: 60 };
  return async (_req, res, next) => {
    await throttle.spend(limit, String(userOf(res).id));
    next();
  };
}

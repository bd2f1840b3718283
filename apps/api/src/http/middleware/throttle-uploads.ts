import type { Limit, Throttle } from '@cloudconvert/core';
import type { RequestHandler } from 'express';
import { userOf } from '../locals.ts';

/**
 * What of an upload is counted. A file counts once as a form, or as an upload that is opened, and as
 * many may be sent and claimed: those can be repeated, and each time the storage does its work. So can a
 * change of format, and each time a converter does its.
 */
type Step = 'upload' | 'upload-bytes' | 'upload-claim' | 'change';

/** How often a person may do so in a minute. */
export function uploadLimit(name: Step, points: number): Limit {
  return { name, points, windowSeconds: 60 };
}

export function throttlePerson(throttle: Throttle, limit: Limit): RequestHandler {
  return async (_req, res, next) => {
    await throttle.spend(limit, String(userOf(res).id));
    next();
  };
}

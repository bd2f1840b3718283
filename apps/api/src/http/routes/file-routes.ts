import { type Authenticate, DomainError, type OpenedResult, type Reader } from '@cloudconvert/core';
import type { Request, RequestHandler } from 'express';
import type { Services } from '../../services.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { sendFile } from '../responses/send-file.ts';
import type { Route } from '../routing.ts';
import { parseFileId } from '../schemas/path-ids.ts';

export function fileRoutes({ authenticate, openResult }: Services): Route[] {
  const get: RequestHandler = async (req, res) => {
    const reader: Reader = isLink(req) ? { linkQuery: req.query } : { userId: userOf(res).id };
    const file = await openResult.execute(parseFileId(req.params.id), reader);
    res.locals.taskId = file.taskId;
    await sendFile(req, res, withoutStorageNames(file));
  };
  return [
    { method: 'get', path: '/api/files/:id', handlers: [bearerUnlessLink(authenticate), get] },
  ];
}

/** A link works without a token; where both are there, the token counts. */
function isLink(req: Request): boolean {
  return req.get('Authorization') === undefined && Object.keys(req.query).length > 0;
}

function bearerUnlessLink(authenticate: Authenticate): RequestHandler {
  const authenticated = bearer(authenticate);
  return (req, res, next) => (isLink(req) ? next() : authenticated(req, res, next));
}

/** A file that is gone since its task was read is as absent as one that never was. */
function withoutStorageNames(file: OpenedResult): OpenedResult {
  const read: OpenedResult['read'] = (range, signal) =>
    file.read(range, signal).catch((cause: unknown) => {
      if (!(cause instanceof DomainError && cause.code === 'not_found')) throw cause;
      throw new DomainError('not_found', 'There is no such file', { cause });
    });
  return { ...file, read };
}

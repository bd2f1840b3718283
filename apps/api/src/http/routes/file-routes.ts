import { DomainError, type OpenedResult, type OpenResult } from '@cloudconvert/core';
import type { Request, RequestHandler, Response } from 'express';
import type { Services } from '../../services.ts';
import { userOf } from '../locals.ts';
import { bearer } from '../middleware/bearer.ts';
import { readableByAll } from '../middleware/cross-origin.ts';
import { sendFile } from '../responses/send-file.ts';
import type { Route } from '../routing.ts';
import { parseFileId } from '../schemas/path-ids.ts';

export function fileRoutes({ authenticate, openResult }: Services): Route[] {
  const authenticated = bearer(authenticate);
  const byLink: RequestHandler = async (req, res, next) => {
    if (Object.keys(req.query).length === 0) return next();
    const file = await openLinked(openResult, req);
    // Who has a link may play it in a page of any origin.
    if (file) res.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', ...readableByAll });
    if (file) return send(req, res, file);
    next();
  };
  const byOwner: RequestHandler = async (req, res) => {
    const reader = { userId: userOf(res).id };
    await send(req, res, await openResult.execute(parseFileId(req.params.id), reader));
  };
  const handlers = [byLink, authenticated, byOwner];
  return [{ method: 'get', path: '/api/files/:id', handlers }];
}

/**
 * The file of a link, which needs no token beside it.
 * @returns `undefined` where the link is good for nothing, but a token is there that may be
 */
async function openLinked(openResult: OpenResult, req: Request): Promise<OpenedResult | undefined> {
  try {
    return await openResult.execute(parseFileId(req.params.id), { linkQuery: req.query });
  } catch (error) {
    const isNoLink = error instanceof DomainError && error.code === 'not_found';
    if (isNoLink && req.get('Authorization') !== undefined) return undefined;
    throw error;
  }
}

async function send(req: Request, res: Response, file: OpenedResult): Promise<void> {
  res.locals.taskId = file.taskId;
  await sendFile(req, res, withoutStorageNames(file));
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

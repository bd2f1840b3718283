import type { Request, RequestHandler, Response } from 'express';
import { awaitsBody, type DiscardLimits, discardBody, hasBody } from '../body/discard-body.ts';
import { refusalOf } from '../errors/refusal.ts';
import { RequestError } from '../errors/request-error.ts';
import type { PaceGuard } from '../pace/pace-guard.ts';
import { sendLastProblem } from '../responses/send-problem.ts';

/** Keeps a body from holding us longer than it may, whatever the handlers do with it. */
export function guardBody(guard: PaceGuard, limits: DiscardLimits): RequestHandler {
  return (req, res, next) => {
    if (hasBody(req)) {
      const unwatch = guard.watch(req, () => refuse(req, res));
      res.once('close', unwatch).once('finish', () => void cutRest(req, limits));
    }
    next();
  };
}

function refuse(req: Request, res: Response): void {
  if (res.headersSent) req.socket.destroy();
  else sendLastProblem(res, refusalOf(tooSlow()));
}

/** Node reads what is left of a body after the answer, however much it is. */
async function cutRest(req: Request, limits: DiscardLimits): Promise<void> {
  await discardBody(req, limits);
  if (awaitsBody(req)) req.socket.destroy();
}

function tooSlow(): RequestError {
  const message = 'The body of the request came too slowly; try again over a faster connection';
  return new RequestError('request_timeout', message);
}

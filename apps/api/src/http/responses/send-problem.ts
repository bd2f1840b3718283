import { setImmediate } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { awaitsBody, type DiscardLimits, discardBody } from '../body/discard-body.ts';
import { problemOf, problemType } from '../errors/problem.ts';
import type { Refusal } from '../errors/refusal.ts';

/** Writes head and body of a problem and leaves the answer open. */
function writeProblem(res: Response, refusal: Refusal): void {
  const { code, message, field, extensions, headers } = refusal;
  const { requestId } = res.locals;
  const problem = problemOf({ code, message, field, requestId, ...(extensions && { extensions }) });
  const text = JSON.stringify(problem);
  res.status(problem.status).set(headers);
  res.set({ 'Content-Type': problemType, 'Content-Length': String(Buffer.byteLength(text)) });
  res.write(text);
}

/**
 * Answers a request with a problem. Where its body is still on the way, the answer goes out at once, so
 * that the client can stop sending, and the connection is closed after it.
 */
export async function sendProblem(
  req: Request,
  res: Response,
  refusal: Refusal,
  limits: DiscardLimits,
): Promise<void> {
  // A short body comes with its headers and has been seen whole after this.
  if (awaitsBody(req)) await setImmediate();
  if (res.headersSent || res.closed) return;
  const isEarly = awaitsBody(req);
  if (isEarly) res.set('Connection', 'close');
  writeProblem(res, refusal);
  if (isEarly) await discardBody(req, limits);
  res.end();
}

/** Answers with a problem and closes the connection without reading any more of it. */
export function sendLastProblem(res: Response, refusal: Refusal): void {
  res.set('Connection', 'close');
  writeProblem(res, refusal);
  res.end();
}

import type { ErrorRequestHandler, Response } from 'express';
import type { DiscardLimits } from '../body/discard-body.ts';
import { type Refusal, refusalOf } from '../errors/refusal.ts';
import { statusTable } from '../errors/status-table.ts';
import { isHangUp } from '../responses/hang-up-signal.ts';
import { sendProblem } from '../responses/send-problem.ts';

/** The last middleware: whatever went wrong before becomes a problem (RFC 9457). */
export function errorResponder(limits: DiscardLimits): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return async (error: unknown, req, res, _next) => {
    const refusal = refusalOf(error);
    record(error, refusal, res);
    if (!res.headersSent && !res.closed) return sendProblem(req, res, refusal, limits);
    // An answer that broke off in the middle must not look whole.
    if (!res.writableEnded) res.destroy();
  };
}

function record(err: unknown, { code }: Refusal, { locals, closed }: Response): void {
  if (closed || isHangUp(err)) locals.logger.debug({ err }, 'the client hung up');
  else if (statusTable[code] >= 500) locals.logger.error({ err, code }, 'request failed');
  else locals.logger.debug({ code }, 'request refused');
}

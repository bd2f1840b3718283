import type { Request, RequestHandler, Response } from 'express';

const maxPathLength = 200;
/** Asked for every few seconds, so that a log of them would hide the rest. */
const healthPaths = new Set(['/livez', '/api-health', '/converter-health']);

/** One line for each request when it is over, without the query, which may hold a signed link. */
export const accessLog: RequestHandler = (req, res, next) => {
  const startedAt = performance.now();
  res.once('close', () => write(req, res, Math.round(performance.now() - startedAt)));
  next();
};

function write(req: Request, res: Response, durationMs: number): void {
  const { logger, user, taskId } = res.locals;
  const path = (req.originalUrl.split('?', 1)[0] ?? '').slice(0, maxPathLength);
  const { statusCode: status, writableFinished } = res;
  const level = healthPaths.has(path) && status === 200 ? 'debug' : 'info';
  logger[level](
    {
      method: req.method,
      path,
      status,
      durationMs,
      ...(user && { userId: user.id }),
      ...(taskId && { taskId }),
      ...(writableFinished ? {} : { hungUp: true }),
    },
    'request',
  );
}

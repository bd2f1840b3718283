import express, { type Express } from 'express';
import type { ApiContext } from './api-context.ts';
import { accessLog } from './middleware/access-log.ts';
import { checkHeaders } from './middleware/check-headers.ts';
import { crossOrigin } from './middleware/cross-origin.ts';
import { errorResponder } from './middleware/error-responder.ts';
import { guardBody } from './middleware/guard-body.ts';
import { requestContext } from './middleware/request-context.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { benchmarkRoutes } from './routes/benchmark-routes.ts';
import { fileRoutes } from './routes/file-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { listRoutes } from './routes/list-routes.ts';
import { submitRoutes } from './routes/submit-routes.ts';
import { taskRoutes } from './routes/task-routes.ts';
import { uploadRoutes } from './routes/upload-routes.ts';
import { mount, type Route, routeNotFound } from './routing.ts';
import { FormReceiver } from './upload/form-receiver.ts';
import { UploadLine } from './upload/upload-line.ts';

export function createApp(context: ApiContext): Express {
  const { logger, paceGuard, limits, settings } = context;
  const app = express();
  app.disable('x-powered-by').disable('etag');
  // Express shows stacks in any other environment, should our last middleware ever fail.
  app.set('env', 'production');
  app.set('query parser', 'simple').set('trust proxy', settings.trustedProxies);
  app.use(requestContext(logger), accessLog, securityHeaders);
  app.use(crossOrigin(settings.corsOrigins), checkHeaders);
  app.use(guardBody(paceGuard, limits.discard));
  mount(app, routesOf(context));
  app.use(routeNotFound);
  // Last, since the errors of a form can come late.
  app.use(errorResponder(limits.discard));
  return app;
}

function routesOf(context: ApiContext): Route[] {
  const { services, settings, limits } = context;
  const { receiveUpload: uploads } = services;
  // One for all routes, since they share one storage.
  const line = new UploadLine(limits.uploads);
  const forms = new FormReceiver({ uploads, line, maxFileBytes: settings.maxUploadBytes });
  return [
    ...accountRoutes(services),
    ...listRoutes(context),
    ...uploadRoutes(context, line),
    ...submitRoutes(context, forms),
    ...taskRoutes(context),
    ...fileRoutes(services),
    ...healthRoutes(services),
    ...(settings.benchmark ? benchmarkRoutes(context, forms) : []),
  ];
}

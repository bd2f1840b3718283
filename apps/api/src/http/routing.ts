import type { Express, RequestHandler } from 'express';
import { RequestError } from './errors/request-error.ts';

type Method = 'get' | 'post' | 'put' | 'delete';

/** One call of the API. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly handlers: readonly RequestHandler[];
}

/** Adds the routes, and for each of their paths the answer to methods that it doesn't have. */
export function mount(app: Express, routes: readonly Route[]): void {
  for (const [path, calls] of Map.groupBy(routes, (route) => route.path)) {
    const target = app.route(path);
    for (const { method, handlers } of calls) target[method](...handlers);
    target.all(otherMethods(calls.map(({ method }) => method)));
  }
}

/** RFC 9110, 15.5.6: a 405 MUST carry Allow. */
function otherMethods(methods: readonly Method[]): RequestHandler {
  const allow = [...methods.flatMap(namesOf), 'OPTIONS'].join(', ');
  return (req, res) => {
    res.set('Allow', allow);
    if (req.method === 'OPTIONS') return void res.status(204).end();
    const message = `This path takes ${allow}, not ${req.method}`;
    throw new RequestError('method_not_allowed', message);
  };
}

function namesOf(method: Method): string[] {
  return method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
}

export const routeNotFound: RequestHandler = () => {
  throw new RequestError('route_not_found', 'There is nothing at this path; see the documentation');
};

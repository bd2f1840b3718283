import type { Health } from '@cloudconvert/core';
import type { RequestHandler } from 'express';
import { BoundedLine } from '../../bounded-line.ts';
import type { Services } from '../../services.ts';
import { RequestError } from '../errors/request-error.ts';
import { presentConverters } from '../presenters/present-converters.ts';
import type { Route } from '../routing.ts';

/** Each asks the database many times, and anybody may send them. */
const pingBounds = { running: 4, waiting: 32 };

export function healthRoutes(services: Services): Route[] {
  const pings = new BoundedLine(pingBounds);
  const checkHealth = shared(() => services.checkHealth.execute());
  const converterHealth = shared(() => services.getConverterHealth.execute());
  const live: RequestHandler = (_req, res) => void res.json({ message: 'OK' });
  const health: RequestHandler = async (_req, res) => {
    res.json(checked(await checkHealth()));
  };
  const converters: RequestHandler = async (_req, res) => {
    const state = presentConverters(await converterHealth());
    if (state.converters.length === 0) throw noConverter(state);
    res.json(state);
  };
  const ping: RequestHandler = async (_req, res) => {
    const { id, answeredInMs } = await pings.run(() =>
      services.pingConverters.execute(res.locals.requestId),
    );
    res.json({ message: pong(answeredInMs), id, answered_in_ms: answeredInMs ?? null });
  };
  return [
    { method: 'get', path: '/livez', handlers: [live] },
    { method: 'get', path: '/api-health', handlers: [health] },
    { method: 'get', path: '/converter-health', handlers: [converters] },
    { method: 'get', path: '/ping', handlers: [ping] },
  ];
}

/** Everybody who asks while one question is open gets its answer. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let open: Promise<T> | undefined;
  return () => {
    open ??= ask().finally(() => {
      open = undefined;
    });
    return open;
  };
}

/** A full storage is well enough to serve: out of service, nobody could delete anything. */
function checked(health: Health): Health {
  const parts = Object.entries(health).filter(([, state]) => state === 'unavailable');
  if (parts.length === 0) return health;
  const names = parts.map(([part]) => part).join(' and ');
  throw new RequestError('unhealthy', `Out of reach: ${names}`, { extensions: { ...health } });
}

function noConverter(extensions: Readonly<Record<string, unknown>>): RequestError {
  const message = 'No converter is alive; tasks wait until one is started';
  return new RequestError('no_converter', message, { extensions });
}

function pong(answeredInMs: number | undefined): string {
  if (answeredInMs === undefined) return 'ping: no converter has answered yet';
  return `pong: a converter answered within ${answeredInMs} ms`;
}

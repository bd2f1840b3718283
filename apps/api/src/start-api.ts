import type { Logger } from '@cloudconvert/core';
import type { Platform } from '@cloudconvert/runtime';
import type { ApiConfig } from './config.ts';
import { composeServices } from './container.ts';
import { createApp } from './http/create-app.ts';
import { defaultLimits, type HttpLimits } from './http/limits.ts';
import { PaceGuard } from './http/pace/pace-guard.ts';
import { createServer } from './http/server/create-server.ts';
import { GracefulStop } from './http/server/graceful-stop.ts';
import { listen } from './http/server/listen.ts';

export interface StartApiOptions {
  readonly platform: Platform;
  readonly config: ApiConfig;
  /** The platform's unless told. */
  readonly logger?: Logger;
  readonly limits?: HttpLimits;
}

export interface RunningApi {
  /** Where it listens. */
  readonly url: string;
  /** Takes no more requests and lets those in flight end, within a bound. */
  close(): Promise<void>;
}

/** @throws StartupError when the address can't be listened on */
export async function startApi(options: StartApiOptions): Promise<RunningApi> {
  const { platform, config, logger = platform.logger, limits = defaultLimits } = options;
  const paceGuard = new PaceGuard(limits.pace);
  const { throttle, baseUrl } = platform;
  const services = composeServices(platform, config);
  const app = createApp({
    services,
    throttle,
    baseUrl,
    logger,
    limits,
    paceGuard,
    settings: config,
  });
  const server = createServer(app, limits.server, config.trustedProxies > 0);
  const graceful = new GracefulStop(server);
  const url = await listen(server, config);
  logger.info({ url }, 'API listens');
  const close = async () => {
    await graceful.stop(limits.stopWithinMs);
    paceGuard.stop();
  };
  return { url, close };
}

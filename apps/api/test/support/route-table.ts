import { composeServices } from '../../src/container.ts';
import { createApp } from '../../src/http/create-app.ts';
import { defaultLimits } from '../../src/http/limits.ts';
import { PaceGuard } from '../../src/http/pace/pace-guard.ts';
import { memoryPlatform } from './memory-platform.ts';
import { testConfig } from './test-api.ts';

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly stack: readonly { readonly method?: string }[];
  };
}

/** Every call that the app answers, as `GET /api/tasks`, read from the router itself. */
export function routeTable(): string[] {
  const platform = memoryPlatform();
  const paceGuard = new PaceGuard(defaultLimits.pace);
  paceGuard.stop();
  const app = createApp({
    ...platform,
    services: composeServices(platform, testConfig),
    settings: testConfig,
    limits: defaultLimits,
    paceGuard,
  });
  const layers = app.router.stack as unknown as readonly Layer[];
  return [...new Set(layers.flatMap(callsOf))];
}

function callsOf({ route }: Layer): string[] {
  // A handler without a method is the one that answers 405.
  const methods = route?.stack.flatMap(({ method }) => method ?? []) ?? [];
  return methods.map((method) => `${method.toUpperCase()} ${route?.path}`);
}

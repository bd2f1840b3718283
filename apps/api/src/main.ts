import { earlyLogOptions, openPlatform, runProcess } from '@cloudconvert/runtime';
import { readApiEnvironment } from './config.ts';
import { startApi } from './start-api.ts';

await runProcess('api', earlyLogOptions(), readApiEnvironment, async (context) => {
  const { config: environment, logger, releasers } = context;
  const platform = await openPlatform(environment.platform, releasers, logger, {
    supervise: false,
  });
  const api = await startApi({ platform, config: environment.config });
  releasers.add('API', () => api.close());
});

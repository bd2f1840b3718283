import {
  earlyLogOptions,
  isAnswered,
  openPlatform,
  type ProcessContext,
  runProcess,
} from '@cloudconvert/runtime';
import { type ApiEnvironment, readApiEnvironment } from './config.ts';
import { apiHelp } from './help.ts';
import { startApi } from './start-api.ts';

async function start(context: ProcessContext<ApiEnvironment>): Promise<void> {
  const { config: environment, logger, releasers } = context;
  const platform = await openPlatform(environment.platform, releasers, logger, {
    supervise: false,
  });
  const api = await startApi({ platform, config: environment.config });
  releasers.add('API', () => api.close());
}

if (!isAnswered(apiHelp, process.argv.slice(2))) {
  await runProcess('api', earlyLogOptions(), readApiEnvironment, start);
}

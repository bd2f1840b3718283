import {
  earlyLogOptions,
  isAnswered,
  openPlatform,
  type ProcessContext,
  runProcess,
} from '@cloudconvert/runtime';
import { type ConverterEnvironment, readConverterEnvironment } from './config.ts';
import { converterHelp } from './help.ts';
import { serveLiveness } from './liveness/liveness-server.ts';
import { startConverter } from './start-converter.ts';

async function start(context: ProcessContext<ConverterEnvironment>): Promise<void> {
  const { config: environment, logger, releasers } = context;
  const platform = await openPlatform(environment.platform, releasers, logger, { supervise: true });
  // Opened before the converter, so closed after it: one that ends its conversions is alive.
  if (environment.liveness) {
    const liveness = await serveLiveness(environment.liveness);
    releasers.add('liveness', async () => liveness.close());
  }
  const converter = await startConverter({ platform, config: environment.config });
  releasers.add('converter', () => converter.stop());
}

if (!isAnswered(converterHelp, process.argv.slice(2))) {
  await runProcess('converter', earlyLogOptions(), readConverterEnvironment, start);
}

import { earlyLogOptions, isAnswered, runProcess } from '@cloudconvert/runtime';
import { readLocalConfig } from './config.ts';
import { localHelp } from './help.ts';
import { startLocal } from './start-local.ts';

if (!isAnswered(localHelp, process.argv.slice(2))) {
  await runProcess('local', earlyLogOptions(), () => readLocalConfig(), startLocal);
}

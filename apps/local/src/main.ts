import { earlyLogOptions, runProcess } from '@cloudconvert/runtime';
import { readLocalConfig } from './config.ts';
import { startLocal } from './start-local.ts';

await runProcess('local', earlyLogOptions(), () => readLocalConfig(), startLocal);

import { signUp } from '../../client/account.ts';
import type { Report } from '../../report/report.ts';
import { ownService } from '../../service/service.ts';
import { usualSound } from '../../sound/usual-sound.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { compareInserts } from './compare-inserts.ts';
import { compareUploads } from './compare-uploads.ts';
import { insertsReport } from './inserts-report.ts';
import { uploadsReport } from './uploads-report.ts';

export const uploads: Scenario = {
  summary: 'uploads and rows, against a bare server, nginx and the database alone',
  options: {},
  // They would convert what is uploaded, on the same cores.
  setup: { converters: 0 },
  run,
};

async function run(_given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]> {
  const { service, stop } = context;
  const own = ownService(service);
  const { token } = await signUp(service.target, stop);
  const api = { target: service.target, token };
  const sound = await usualSound(context);
  return [
    uploadsReport(sound, await compareUploads(api, own, sound, context)),
    insertsReport(await compareInserts(api, own, context)),
  ];
}

import { ownService } from '../../service/service.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { plans } from './plan.ts';

export const scale: Scenario = {
  summary: 'how the cost of the queue and of the database grows with their tables',
  options: {},
  setup: { converters: 0 },
  run,
};

async function run(_given: GivenOptions, { service, size, stop, say }: ScenarioContext) {
  const { databaseUrl } = ownService(service);
  // Only now: the queue and all that it needs would slow every start down.
  const { measure } = await import('./measure.ts');
  const { scaleReports } = await import('./scale-report.ts');
  return scaleReports(await measure(databaseUrl, plans[size], { stop, say }));
}

import type { Report } from '../../report/report.ts';
import { ownService } from '../../service/service.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { limitOptions, readContests } from './contests.ts';
import { limitsReport } from './limits-report.ts';
import { type Outcome, runContest } from './run-contest.ts';

export const limits: Scenario = {
  summary: 'the converters against xargs and the same ffmpeg',
  options: limitOptions,
  run,
};

async function run(given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]> {
  const own = ownService(context.service);
  const contests = readContests(given, context.size);
  const outcomes: Outcome[] = [];
  for (const contest of contests) outcomes.push(await runContest(contest, own, context));
  return [limitsReport(outcomes)];
}

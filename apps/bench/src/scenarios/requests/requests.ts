import { signUpAll } from '../../client/account.ts';
import { Sender } from '../../load/sender.ts';
import type { Report } from '../../report/report.ts';
import { readSound } from '../../sound/read-sound.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { closedLoopReport } from './closed-loop-report.ts';
import { measureWay, type Outcome, type Surroundings } from './measure-way.ts';
import { readPlan, requestsOptions } from './plan.ts';
import { requestsReport } from './requests-report.ts';
import { ways } from './way.ts';

export const requests: Scenario = {
  summary: 'how many users the API bears while the converters work',
  options: requestsOptions,
  setup: { variables: { THROTTLE: 'off' } },
  run,
};

async function run(given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]> {
  const { service, stop, say } = context;
  const plan = readPlan(given, context.size);
  const sound = await readSound(given, context);
  say(`${plan.users.count} users sign up …`);
  const accounts = await signUpAll(plan.users.count, service.target, stop);
  const sender = new Sender(service.target);
  try {
    const outcomes: Outcome[] = [];
    const surroundings: Surroundings = { plan, sound, accounts, sender, context };
    for (const way of ways) outcomes.push(await measureWay(way, surroundings));
    return [...outcomes.map(requestsReport), closedLoopReport(outcomes)];
  } finally {
    sender.close();
  }
}

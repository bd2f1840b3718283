import { signUp } from '../../client/account.ts';
import { Sender } from '../../load/sender.ts';
import type { Report } from '../../report/report.ts';
import { ownService } from '../../service/service.ts';
import { wavSound } from '../../sound/wav-sound.ts';
import type { GivenOptions, Scenario, ScenarioContext } from '../scenario.ts';
import { memoryReports } from './memory-report.ts';
import { memoryOptions, readPlan } from './plan.ts';
import { type Surroundings, stagesOf, uploadOf } from './stages.ts';
import { applySteadyLoad, type Done } from './steady-load.ts';
import { Trials } from './trials.ts';

/** Of the steady load: many short ones show sooner than few long ones that something stays of each. */
const steadySeconds = 2;

export const memory: Scenario = {
  summary: 'how much memory API and converter have, and that it does not grow',
  options: memoryOptions,
  setup: { variables: { MAX_UPLOAD_BYTES: String(2 ** 31), THROTTLE: 'off' } },
  run,
};

async function run(given: GivenOptions, context: ScenarioContext): Promise<readonly Report[]> {
  const { service, size, stop } = context;
  const trials = new Trials(ownService(service), context);
  const plan = readPlan(given, size);
  const { token } = await signUp(service.target, stop);
  const person = { target: service.target, token, stop };
  const sender = new Sender(service.target);
  try {
    const surroundings = { plan, person, sender, context };
    for (const { name, run } of await stagesOf(surroundings)) await trials.add(name, run);
    return memoryReports(trials, await liveOn(surroundings, trials));
  } finally {
    sender.close();
  }
}

async function liveOn(surroundings: Surroundings, trials: Trials): Promise<Done> {
  const { plan, person } = surroundings;
  const sound = { name: 'short.wav', bytes: wavSound(steadySeconds) };
  const upload = uploadOf(surroundings, sound);
  let done: Done = { files: 0, failures: [] };
  await trials.add('a steady load of everything', async () => {
    done = await applySteadyLoad(person, upload, plan.seconds);
  });
  return done;
}

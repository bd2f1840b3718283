import type { Account } from '../../client/account.ts';
import { perSecond } from '../../limits/per-second.ts';
import { quietDisk } from '../../limits/quiet-disk.ts';
import { type Attempt, attempt } from '../../load/attempt.ts';
import { type LoopDelay, withLoopDelay } from '../../load/loop-delay.ts';
import type { Sender } from '../../load/sender.ts';
import { letUsersVisit, type Visit } from '../../load/users.ts';
import type { Sound } from '../../sound/usual-sound.ts';
import type { ScenarioContext } from '../scenario.ts';
import { KeptFiles } from './kept-files.ts';
import type { Plan } from './plan.ts';
import { removeTasks } from './remove-tasks.ts';
import type { Way } from './way.ts';

export interface Surroundings {
  readonly plan: Plan;
  readonly sound: Sound;
  /** One for each user. */
  readonly accounts: readonly Account[];
  readonly sender: Sender;
  readonly context: ScenarioContext;
}

/** What came of one way to upload. */
export interface Outcome {
  readonly way: Way;
  readonly plan: Plan;
  readonly sound: Sound;
  readonly visits: readonly Visit<Attempt>[];
  /** Of the sender, while users came. */
  readonly delay: LoopDelay;
  readonly closedLoop: ClosedLoop;
}

/** What came of clients that never pause. */
interface ClosedLoop {
  /** Uploads that were answered well. */
  readonly perSecond: number;
  readonly failed: number;
}

const newFormat = 'ogg';

export async function measureWay(way: Way, surroundings: Surroundings): Promise<Outcome> {
  const { plan, sound, context } = surroundings;
  const { say, stop } = context;
  const { clients, calls } = plan.closedLoop;
  say(`${calls} uploads ${way.name} by ${clients} clients …`);
  const closedLoop = await uploadAtOnce(plan, uploader(way, surroundings));
  await tidyUp(surroundings);
  say(`Uploads ${way.name} by up to ${plan.users.count} users …`);
  const visit = uploader(way, surroundings);
  const [visits, delay] = await withLoopDelay(() => letUsersVisit(plan.users, visit, stop));
  await tidyUp(surroundings);
  return { way, plan, sound, visits, delay, closedLoop };
}

async function uploadAtOnce(
  { closedLoop }: Plan,
  upload: (user: number) => Promise<Attempt>,
): Promise<ClosedLoop> {
  let failed = 0;
  const rate = await perSecond(closedLoop, async () => {
    const { failure } = await upload(0);
    if (failure !== null) failed += 1;
  });
  return { perSecond: rate * (1 - failed / closedLoop.calls), failed };
}

/** One upload of a user, whose file does not stay for long. */
function uploader(way: Way, surroundings: Surroundings): (user: number) => Promise<Attempt> {
  const { plan, sound, accounts, sender, context } = surroundings;
  const { service, stop } = context;
  const upload = way.upload({ sender, target: service.target, sound, newFormat });
  const files = service.own && new KeptFiles(service.own, sound.bytes.length, plan.keptBytes);
  return async (user) => {
    const account = accounts[user];
    if (!account) throw new Error(`There is no account of user ${user}`);
    const result = await attempt(upload, account.token, { timeoutMs: plan.timeoutMs, stop });
    if (result.uploaded) await files?.add(user, result.uploaded.task);
    return result;
  };
}

async function tidyUp({ accounts, context }: Surroundings): Promise<void> {
  const { service, stop } = context;
  await removeTasks(service.target, accounts, stop);
  if (service.own) await quietDisk(stop);
}

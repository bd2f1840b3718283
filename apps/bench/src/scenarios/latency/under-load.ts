import { type Account, signUpAll } from '../../client/account.ts';
import { BenchmarkClient } from '../../client/benchmark-client.ts';
import { attempt } from '../../load/attempt.ts';
import type { Sender } from '../../load/sender.ts';
import { formUpload } from '../../load/upload.ts';
import { letUsersVisit } from '../../load/users.ts';
import type { Sound } from '../../sound/usual-sound.ts';
import { orderOf } from '../conversions/order.ts';
import { isUnderWay } from '../conversions/until-all-ended.ts';
import type { ScenarioContext } from '../scenario.ts';
import type { Plan } from './plan.ts';

interface Load {
  readonly plan: Plan;
  readonly sound: Sound;
  readonly sender: Sender;
}

export interface UnderLoad<T> {
  readonly result: T;
  /** How many tasks of the benchmark the converters still had to do in the end. */
  readonly tasksLeft: number;
  readonly uploads: number;
}

const newFormat = 'ogg';
const timeoutMs = 10_000;

/** Does `work` while the converters have a benchmark to do and users upload. */
export async function underLoad<T>(
  load: Load,
  context: ScenarioContext,
  work: () => Promise<T>,
): Promise<UnderLoad<T>> {
  const { service, stop } = context;
  const accounts = await signUpAll(load.plan.users.count, service.target, stop);
  const benchmark = new BenchmarkClient(service.target, stop);
  await benchmark.start(orderOf(load.sound, { taskNumber: load.plan.tasks, newFormat }));
  const ending = new AbortController();
  const [result, uploads] = await Promise.all([
    work().finally(() => ending.abort()),
    uploadUntil(ending.signal, accounts, load, context),
  ]);
  const tasksLeft = (await benchmark.tasks()).filter(isUnderWay).length;
  return { result, tasksLeft, uploads };
}

/** How many there were. */
async function uploadUntil(
  ended: AbortSignal,
  accounts: readonly Account[],
  { plan, sound, sender }: Load,
  { service, stop }: ScenarioContext,
): Promise<number> {
  const { target } = service;
  const upload = formUpload({ sender, target, sound, newFormat });
  const either = AbortSignal.any([stop, ended]);
  let uploads = 0;
  const visit = async (user: number) => {
    await attempt(upload, accounts[user]?.token ?? '', { timeoutMs, stop: either });
    uploads += 1;
  };
  await letUsersVisit(plan.users, visit, either).catch((error: unknown) => {
    if (!ended.aborted) throw error;
  });
  return uploads;
}

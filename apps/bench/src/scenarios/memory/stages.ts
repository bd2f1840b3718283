import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../../errors/command-error.ts';
import type { Sender } from '../../load/sender.ts';
import { formUpload, type Upload } from '../../load/upload.ts';
import { type Sound, usualSound } from '../../sound/usual-sound.ts';
import { wavSound } from '../../sound/wav-sound.ts';
import type { ScenarioContext } from '../scenario.ts';
import { listTasks, type Person, removeTask } from './call.ts';
import { uploadLargeFile } from './large-upload.ts';
import type { Plan } from './plan.ts';

/** Something that a service must bear in the memory that it has. */
export interface Stage {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const restMs = 3_000;
const clients = 8;
const readers = 4;
const shortSeconds = 0.05;

export interface Surroundings {
  readonly plan: Plan;
  readonly person: Person;
  readonly sender: Sender;
  readonly context: ScenarioContext;
}

/** What comes once. Each removes what it has made. */
export async function stagesOf(surroundings: Surroundings): Promise<readonly Stage[]> {
  const { plan, person, context } = surroundings;
  const { largeFileBytes, uploadsAtOnce, listed } = plan;
  const sound = await usualSound(context);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    {
      name: 'nothing to do',
      run: () => sleep(restMs, undefined, { signal: person.stop }),
    },
    {
      name: `one upload of ${megabytes(largeFileBytes)}`,
      run: () => thenRemoveAll(person, () => uploadLarge(person, largeFileBytes)),
    },
    {
      name: `${uploadsAtOnce} uploads of ${megabytes(sound.bytes.length)} at once`,
      run: () => thenRemoveAll(person, () => uploadMany(surroundings, sound)),
    },
    {
      name: `${listed} tasks listed, by ${readers} at once`,
      run: () => thenRemoveAll(person, () => listMany(surroundings)),
    },
  ];
}

export function uploadOf({ sender, person }: Surroundings, sound: Sound): Upload {
  return formUpload({ sender, target: person.target, sound, newFormat: 'mp3' });
}

async function uploadLarge(person: Person, bytes: number): Promise<void> {
  await uploadLargeFile(person.target, person.token, bytes, person.stop);
}

/** All of them end, also when one is refused. */
async function uploadMany(surroundings: Surroundings, sound: Sound): Promise<void> {
  const { plan, person } = surroundings;
  const upload = uploadOf(surroundings, sound);
  const all = Array.from({ length: plan.uploadsAtOnce }, () => upload(person.token, person.stop));
  const failed = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  if (failed.length === 0) return;
  throw new RunError(`${failed.length} of ${all.length} uploads at once failed.`);
}

async function listMany(surroundings: Surroundings): Promise<void> {
  const { plan, person } = surroundings;
  const upload = uploadOf(surroundings, { name: 'short.wav', bytes: wavSound(shortSeconds) });
  await inTurns(plan.listed, () => upload(person.token, person.stop));
  const lists = await Promise.all(Array.from({ length: readers }, () => listTasks(person)));
  for (const { length } of lists) {
    if (length !== plan.listed)
      throw new RunError(`${length} of ${plan.listed} tasks were listed.`);
  }
}

/** What comes next begins with an empty queue. */
async function thenRemoveAll(person: Person, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await removeAll(person);
  }
}

async function removeAll(person: Person): Promise<void> {
  const tasks = [...(await listTasks(person))];
  await inTurns(tasks.length, async () => {
    const task = tasks.pop();
    if (task) await removeTask(person, task.id);
  });
}

/** So many calls, some of them at once. */
async function inTurns(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

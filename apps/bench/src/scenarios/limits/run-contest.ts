import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../../errors/command-error.ts';
import { benchFolder } from '../../limits/bench-folder.ts';
import { discardFiles, emptyFolder, quietDisk } from '../../limits/quiet-disk.ts';
import { type FfmpegCommand, watchFfmpeg } from '../../limits/watch-ffmpeg.ts';
import { xargsFfmpeg } from '../../limits/xargs-ffmpeg.ts';
import type { OwnService } from '../../service/service.ts';
import { longWav, type Sound, usualSound } from '../../sound/usual-sound.ts';
import { orderOf } from '../conversions/order.ts';
import { endsOf, failureOf, runBenchmark } from '../conversions/run-benchmark.ts';
import type { ScenarioContext } from '../scenario.ts';
import type { Contest } from './contests.ts';

/** Files per minute. */
export interface Round {
  readonly service: number;
  readonly xargs: number;
  /** Each result put on the disk; `null` where that was not tried. */
  readonly synced: number | null;
}

export interface Outcome {
  readonly contest: Contest;
  readonly rounds: readonly Round[];
}

interface Arena {
  readonly contest: Contest;
  readonly sound: Sound;
  readonly own: OwnService;
  readonly context: ScenarioContext;
}

/** Service and xargs take turns, so that what else happens on the machine meets both. */
export async function runContest(
  contest: Contest,
  own: OwnService,
  context: ScenarioContext,
): Promise<Outcome> {
  const sound = await (contest.source === 'mp3' ? usualSound(context) : longWav(context.size));
  const arena = { contest, sound, own, context };
  const command = await learnCommand(arena);
  const rounds: Round[] = [];
  for (let round = 1; round <= contest.rounds; round += 1) {
    context.say(`${contest.name}: round ${round} of ${contest.rounds}, ${contest.tasks} files …`);
    rounds.push(await runRound(arena, command));
  }
  return { contest, rounds };
}

/** The first run also warms up what is cold. */
function learnCommand(arena: Arena): Promise<FfmpegCommand> {
  return watchFfmpeg(arena.own, () => byService(arena, 2));
}

async function runRound(arena: Arena, command: FfmpegCommand): Promise<Round> {
  const { tasks, isLarge } = arena.contest;
  return {
    service: await byService(arena, tasks),
    xargs: await byXargs(arena, command, false),
    synced: isLarge ? await byXargs(arena, command, true) : null,
  };
}

async function byService({ sound, own, contest, context }: Arena, taskNumber: number) {
  const order = orderOf(sound, { taskNumber, newFormat: contest.format });
  const { tasks } = await runBenchmark(order, context);
  const failure = failureOf(tasks);
  if (failure !== null) throw new RunError(failure);
  await discardFiles(own, context.stop);
  return perMinute(taskNumber, Math.max(...endsOf(tasks)));
}

async function byXargs(
  { sound, own, contest, context }: Arena,
  command: FfmpegCommand,
  isSynced: boolean,
) {
  const folder = join(await benchFolder(own), 'xargs');
  const input = join(folder, 'in');
  await mkdir(folder, { recursive: true });
  await writeFile(input, sound.bytes);
  await quietDisk(context.stop);
  const batch = { command, input, folder, length: contest.tasks, isSynced };
  const seconds = await xargsFfmpeg(batch, context.stop);
  await emptyFolder(folder);
  await quietDisk(context.stop);
  return perMinute(contest.tasks, seconds);
}

const perMinute = (files: number, seconds: number) => (files * 60) / seconds;

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { benchFolder } from '../../limits/bench-folder.ts';
import { discardFiles, emptyFolder } from '../../limits/quiet-disk.ts';
import { unwrittenBytes } from '../../limits/unwritten-bytes.ts';
import type { OwnService } from '../../service/service.ts';
import type { Sound } from '../../sound/usual-sound.ts';
import type { ScenarioContext } from '../scenario.ts';
import { type Api, type Contender, openContenders } from './contenders.ts';
import { rateOf, roundsBySize } from './rounds.ts';

interface Result {
  readonly perSecond: number;
  /** What was not on the disk yet when the last upload was answered. */
  readonly unwrittenBytes: number | null;
}

/** By each contender, in the order of the rounds. */
export type Results = ReadonlyMap<Contender['name'], readonly Result[]>;

/** The contenders take turns, so that what else happens on the machine meets all of them. */
export async function compareUploads(
  api: Api,
  own: OwnService,
  sound: Sound,
  context: ScenarioContext,
): Promise<Results> {
  await using opened = new AsyncDisposableStack();
  const folder = await benchFolder(own);
  const places = { files: join(folder, 'uploads'), folder: join(folder, 'nginx') };
  await mkdir(places.files, { recursive: true });
  const contenders = await openContenders(api, { sound, ...places }, opened);
  const results = new Map<Contender['name'], Result[]>(contenders.map(({ name }) => [name, []]));
  const { rounds } = roundsBySize[context.size];
  for (let round = 1; round <= rounds; round += 1) {
    context.say(`Uploads: round ${round} of ${rounds} …`);
    for (const contender of contenders) {
      results.get(contender.name)?.push(await runRound(contender, context));
      await emptyFolder(places.files);
      await discardFiles(own, context.stop);
    }
  }
  return results;
}

async function runRound({ name, upload }: Contender, context: ScenarioContext): Promise<Result> {
  const { uploads: calls } = roundsBySize[context.size];
  const perSecond = await rateOf({ name, calls }, context, () => upload(context.stop));
  return { perSecond, unwrittenBytes: await unwrittenBytes() };
}

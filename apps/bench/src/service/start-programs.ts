import { join } from 'node:path';
import type { OwnServiceOptions } from './own-service-options.ts';
import { type LogLine, Program } from './program.ts';

/** An API and converters, up to where each is ready. */
export interface Programs {
  readonly all: readonly Program[];
  /** The paths and versions of what converts, as the first converter has told. */
  readonly tools: Tools | null;
}

interface Tool {
  readonly path: string;
  readonly version: string;
}

interface Tools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
}

/** What is started. */
interface Mains {
  readonly api: string;
  readonly converter: string;
}

interface Surroundings {
  readonly mains: Mains;
  readonly env: Readonly<Record<string, string>>;
  /** Where the logs are kept. */
  readonly folder: string;
}

/** How memory is managed, as in the images. */
const managed = (nodeOptions: string) => ({
  NODE_OPTIONS: nodeOptions,
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '262144',
  MALLOC_TRIM_THRESHOLD_: '2097152',
});
const receiving = managed('--max-old-space-size=256 --max-semi-space-size=4');
const converting = managed('--max-old-space-size=256 --max-semi-space-size=1');

interface Part {
  readonly name: string;
  readonly main: string;
  /** What its children are called. */
  readonly children: string;
  readonly memory: Readonly<Record<string, string>>;
}

export async function startPrograms(
  options: OwnServiceOptions,
  surroundings: Surroundings,
  opened: AsyncDisposableStack,
): Promise<Programs> {
  const start = (part: Part) => startProgram(part, options, surroundings, opened);
  const { stop, setup } = options;
  const { mains } = surroundings;
  const api = await start({ name: 'api', main: mains.api, children: 'api', memory: receiving });
  await api.logged(/^API listens/, stop);
  const converters: Program[] = [];
  for (let number = 1; number <= (setup.converters ?? 1); number += 1) {
    const part = { main: mains.converter, children: 'ffmpeg', memory: converting };
    const converter = await start({ name: `converter ${number}`, ...part });
    await converter.logged(/^converter works/, stop);
    converters.push(converter);
  }
  const told = await converters[0]?.logged(/^converting by/, stop);
  return { all: [api, ...converters], tools: told ? toolsIn(told) : null };
}

async function startProgram(
  { name, main, children, memory }: Part,
  { sampler }: OwnServiceOptions,
  { env, folder }: Surroundings,
  opened: AsyncDisposableStack,
): Promise<Program> {
  const log = join(folder, `${name.replace(' ', '-')}.log`);
  const program = await Program.start({ name, main, env: { ...env, ...memory }, log });
  opened.defer(() => program.stop());
  sampler.watch({ name, pid: program.pid, children });
  return program;
}

function toolsIn(line: LogLine): Tools {
  return { ffmpeg: line.ffmpeg as Tool, ffprobe: line.ffprobe as Tool };
}

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

export async function startPrograms(
  options: OwnServiceOptions,
  surroundings: Surroundings,
  opened: AsyncDisposableStack,
): Promise<Programs> {
  const start = (name: string, main: string, children: string) =>
    startProgram({ name, main, children }, options, surroundings, opened);
  const { stop, setup } = options;
  const { mains } = surroundings;
  const api = await start('api', mains.api, 'api');
  await api.logged(/^API listens/, stop);
  const converters: Program[] = [];
  for (let number = 1; number <= (setup.converters ?? 1); number += 1) {
    const converter = await start(`converter ${number}`, mains.converter, 'ffmpeg');
    await converter.logged(/^converter works/, stop);
    converters.push(converter);
  }
  const told = await converters[0]?.logged(/^converting by/, stop);
  return { all: [api, ...converters], tools: told ? toolsIn(told) : null };
}

async function startProgram(
  { name, main, children }: { name: string; main: string; children: string },
  { sampler }: OwnServiceOptions,
  { env, folder }: Surroundings,
  opened: AsyncDisposableStack,
): Promise<Program> {
  const log = join(folder, `${name.replace(' ', '-')}.log`);
  const program = await Program.start({ name, main, env, log });
  opened.defer(() => program.stop());
  sampler.watch({ name, pid: program.pid, children });
  return program;
}

function toolsIn(line: LogLine): Tools {
  return { ffmpeg: line.ffmpeg as Tool, ffprobe: line.ffprobe as Tool };
}

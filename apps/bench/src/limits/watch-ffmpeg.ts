import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../errors/command-error.ts';
import type { OwnService } from '../service/service.ts';

const pauseMs = 2;
const url = 'file:';

/** What ffmpeg was started with for one conversion, apart from where its files are. */
export interface FfmpegCommand {
  readonly withFiles: (input: string, output: string) => readonly string[];
}

/**
 * The command of the first ffmpeg that converts something for the service while `work` is done, as the
 * system shows it, so that the limit is measured with the same one whatever the converter makes of it.
 * @throws RunError when none was seen
 */
export async function watchFfmpeg(
  { ffmpeg, dataDir }: OwnService,
  work: () => Promise<unknown>,
): Promise<FfmpegCommand> {
  const isSought = (command: readonly string[]) =>
    command[0] === ffmpeg && filesIn(command, dataDir).length === 2;
  const ended = new AbortController();
  const watching = firstCommand(isSought, ended.signal);
  await work().finally(() => ended.abort());
  const command = await watching;
  if (command) return commandOf(command, dataDir);
  throw new RunError(
    'No ffmpeg of the service was seen at work. This scenario needs the /proc of Linux: run it there.',
  );
}

function commandOf(command: readonly string[], dataDir: string): FfmpegCommand {
  const [theirInput, theirOutput] = filesIn(command, dataDir);
  return {
    withFiles: (input, output) =>
      command.map((word) => {
        if (word === theirInput) return url + input;
        return word === theirOutput ? url + output : word;
      }),
  };
}

/** Input and output: options of the one stand before those of the other. */
function filesIn(command: readonly string[], dataDir: string): readonly string[] {
  return command.filter((word) => word.startsWith(url + dataDir));
}

async function firstCommand(
  isSought: (command: readonly string[]) => boolean,
  ended: AbortSignal,
): Promise<readonly string[] | undefined> {
  while (!ended.aborted) {
    const found = commands().find(isSought);
    if (found) return found;
    await sleep(pauseMs);
  }
  return undefined;
}

/**
 * Of all processes, by proc_pid_cmdline(5). These files are memory: by threads it would take so long on a
 * busy machine that a short conversion is over.
 */
function commands(): readonly (readonly string[])[] {
  if (!existsSync('/proc')) return [];
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map(commandLine);
}

function commandLine(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    // It has ended in the meantime.
    return [];
  }
}

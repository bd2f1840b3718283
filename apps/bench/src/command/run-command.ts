import { CommandError } from '../errors/command-error.ts';
import { checkJsonPath, writeJson } from '../report/json-file.ts';
import { tableOf } from '../report/table.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { usage } from './usage.ts';

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Runs what the command line asks for and answers the exit code. */
export async function runCommand(args: readonly string[], stop: AbortSignal): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage());
    return 0;
  }
  try {
    return await measure(readCommandLine(args), stop);
  } catch (error) {
    const reason: unknown = stop.aborted ? stop.reason : error;
    if (!(reason instanceof CommandError)) throw reason;
    say(reason.message);
    return reason.exitCode;
  }
}

async function measure(line: CommandLine, stop: AbortSignal): Promise<number> {
  const { name, scenario, target, json, given } = line;
  if (json !== undefined) await checkJsonPath(json);
  const report = await scenario.run(given, { target, stop, say });
  process.stdout.write(tableOf(report));
  if (json !== undefined) {
    await writeJson(json, { scenario: name, target: target.href, ...report.figures });
  }
  if (report.failure === null) return 0;
  say(report.failure);
  return 1;
}

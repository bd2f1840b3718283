import { CommandError } from '../errors/command-error.ts';
import { ResultsFolder } from '../report/results-folder.ts';
import { textOf } from '../report/table.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { runScenario } from './run-scenario.ts';
import { usage } from './usage.ts';

const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Runs what the command line asks for and answers the exit code. */
export async function runCommand(args: readonly string[], stop: AbortSignal): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage());
    return 0;
  }
  return saying(stop, async () => {
    const line = readCommandLine(args);
    const results = await ResultsFolder.open(line.results, [...scenarios.keys()]);
    let exitCode = 0;
    for (const one of line.chosen) {
      if (stop.aborted) break;
      exitCode = Math.max(exitCode, await saying(stop, () => measure(one, line, results, stop)));
    }
    return exitCode;
  });
}

/** The exit code of `work`; where it could not come to its end, the person is told why. */
async function saying(stop: AbortSignal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const reason: unknown = stop.aborted ? stop.reason : error;
    if (!(reason instanceof CommandError)) throw reason;
    say(reason.message);
    return reason.exitCode;
  }
}

async function measure(
  [name, scenario]: CommandLine['chosen'][number],
  line: CommandLine,
  results: ResultsFolder,
  stop: AbortSignal,
): Promise<number> {
  const run = await runScenario(name, scenario, line, { stop, say });
  process.stdout.write(`${textOf(run)}\n`);
  await results.add(run);
  const failures = run.reports.flatMap(({ failure }) => failure ?? []);
  for (const failure of failures) say(failure);
  return failures.length > 0 ? 1 : 0;
}

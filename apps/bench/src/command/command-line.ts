import { parseArgs } from 'node:util';
import { UsageError } from '../errors/command-error.ts';
import type { GivenOptions, Scenario } from '../scenarios/scenario.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { commonOptions, usage } from './usage.ts';

export interface CommandLine {
  readonly name: string;
  readonly scenario: Scenario;
  readonly target: URL;
  /** Where the figures are written for programs, if anywhere. */
  readonly json: string | undefined;
  readonly given: GivenOptions;
}

/** @throws UsageError */
export function readCommandLine([name, ...args]: readonly string[]): CommandLine {
  if (name === undefined) throw new UsageError(usage().trimEnd());
  const scenario = scenarios.get(name);
  if (!scenario) {
    const known = [...scenarios.keys()].join(', ');
    throw new UsageError(`There is no scenario "${name}". The first argument is one of: ${known}.`);
  }
  const { target, json, ...given } = parse(args, scenario);
  return { name, scenario, target: readTarget(target), json, given };
}

function parse(args: readonly string[], scenario: Scenario): GivenOptions {
  const names = Object.keys({ ...commonOptions, ...scenario.options });
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(`${messageOf(cause)}. --help names the options that there are.`, {
      cause,
    });
  }
}

function readTarget(target: string | undefined): URL {
  if (target === undefined) {
    throw new UsageError('--target is missing: name a service, such as http://127.0.0.1:8000.');
  }
  const url = URL.parse(target);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new UsageError(
    `--target must be the address of a service, such as http://127.0.0.1:8000; got "${target}".`,
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

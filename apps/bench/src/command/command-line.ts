import { parseArgs } from 'node:util';
import { UsageError } from '../errors/command-error.ts';
import { type GivenOptions, type Scenario, type Size, sizes } from '../scenarios/scenario.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { all, commonOptions, usage } from './usage.ts';

export interface CommandLine {
  /** What is run, one after the other. */
  readonly chosen: readonly (readonly [name: string, scenario: Scenario])[];
  /** `undefined` for a service of the bench's own. */
  readonly target: URL | undefined;
  readonly size: Size;
  /** The folder of the results. */
  readonly results: string;
  readonly given: GivenOptions;
}

/** @throws UsageError */
export function readCommandLine([name, ...args]: readonly string[]): CommandLine {
  if (name === undefined) throw new UsageError(usage().trimEnd());
  const chosen = choose(name);
  const { target, size, results, ...given } = parse(args, name);
  return {
    chosen,
    target: target === undefined ? undefined : readTarget(target),
    size: readSize(size ?? 'full'),
    results: results ?? 'bench-results',
    given,
  };
}

function choose(name: string): CommandLine['chosen'] {
  if (name === all) return [...scenarios];
  const scenario = scenarios.get(name);
  if (scenario) return [[name, scenario]];
  const known = [...scenarios.keys(), all].join(', ');
  throw new UsageError(`There is no scenario "${name}". The first argument is one of: ${known}.`);
}

/** Options of one scenario mean nothing to the others, so that all together take only those of each. */
function parse(args: readonly string[], name: string): GivenOptions {
  const names = Object.keys({ ...commonOptions, ...scenarios.get(name)?.options });
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new UsageError(`${messageOf(cause)}. --help names the options that there are.`, {
      cause,
    });
  }
}

function readTarget(target: string): URL {
  const url = URL.parse(target);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new UsageError(
    `--target must be the address of a service, such as http://127.0.0.1:8000; got "${target}".`,
  );
}

function readSize(text: string): Size {
  const size = sizes.find((one) => one === text);
  if (size) return size;
  throw new UsageError(`--size must be one of ${sizes.join(', ')}; got "${text}".`);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

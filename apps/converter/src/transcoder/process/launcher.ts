import { parse } from 'node:path';
import type { Logger } from '@cloudconvert/core';
import { type ProcessLimits, restraints } from './confinement.ts';
import { type CommandEnd, runCommand } from './run-command.ts';

export interface Launch {
  readonly tool: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly limits: ProcessLimits;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
}

/** A static build crashes when it loads the character sets of this system's C library. */
const noDirectory = '/nonexistent';
/** There is always one, which can't be said of a folder for temporary files. */
const rootDirectory = parse(process.execPath).root;

type Restraints = typeof restraints;

/** Starts the tools that read strangers' files, with as few rights as this system can take away. */
export class Launcher {
  readonly #restraints: Restraints;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(available: Restraints, env: Readonly<Record<string, string>>) {
    this.#restraints = available;
    this.#env = env;
  }

  /** Tries each restraint once, together with those before it. */
  static async detect(searchPath: string, logger: Logger): Promise<Launcher> {
    const env = { PATH: searchPath, LANG: 'C', GCONV_PATH: noDirectory };
    const available: Restraints[number][] = [];
    const missing: Restraints[number][] = [];
    for (const restraint of restraints) {
      const works = await canRestrain([...available, restraint], env);
      (works ? available : missing).push(restraint);
    }
    if (missing.length > 0) warn(missing, logger);
    return new Launcher(available, env);
  }

  run({ tool, args, limits, ...rest }: Launch): Promise<CommandEnd> {
    const command = [...prefix(this.#restraints, limits), tool, ...args];
    return runCommand({ ...rest, command, env: this.#env, wallSeconds: limits.wallSeconds });
  }
}

function prefix(chain: Restraints, limits: ProcessLimits): readonly string[] {
  return chain.flatMap(({ command }) => command(limits));
}

async function canRestrain(
  chain: Restraints,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const limits = { wallSeconds: 10, maxFileBytes: 0 };
  const command = [...prefix(chain, limits), 'true'];
  const { signal } = new AbortController();
  const { wallSeconds } = limits;
  const request = { command, env, wallSeconds, signal, cwd: rootDirectory, onOutput: () => {} };
  return runCommand(request).then(
    ({ code }) => code === 0,
    () => false,
  );
}

function warn(missing: Restraints, logger: Logger): void {
  const withoutThem = missing.map(({ name, purpose }) => `${name} (${purpose})`);
  logger.warn({ missing: withoutThem }, 'this system lacks some of what confines ffmpeg');
}

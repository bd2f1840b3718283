import type { Logger } from '@cloudconvert/core';
import { type Attendance, attend, type CommandEnd } from './attend.ts';
import { type Child, rootDirectory, type Surroundings, startChild } from './child.ts';
import { bounds, isolation, type ProcessLimits, type Restraint } from './confinement.ts';
import { runCommand } from './run-command.ts';
import { shellPath, WaitingShell } from './waiting-shell.ts';

export interface Launch extends Omit<Attendance, 'wallSeconds'> {
  readonly tool: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly limits: ProcessLimits;
}

type Environment = Surroundings['env'];

/** What this system has. */
interface Means {
  readonly env: Environment;
  readonly isolation: readonly string[];
  readonly bounds: readonly Restraint[];
  readonly hasShell: boolean;
}

/** A static build crashes when it loads the character sets of this system's C library. */
const noDirectory = '/nonexistent';
/** What nobody needs to be bounded by. */
const trialLimits: ProcessLimits = { wallSeconds: 10, maxFileBytes: 0 };

/** Starts the tools that read strangers' files, with as few rights as this system can take away. */
export class Launcher {
  readonly #means: Means;
  #next: WaitingShell | undefined;

  private constructor(means: Means) {
    this.#means = means;
    this.#next = this.#prepare();
  }

  /** Tries each restraint once, together with those before it. */
  static async detect(searchPath: string, logger: Logger): Promise<Launcher> {
    const env = { PATH: searchPath, LANG: 'C', GCONV_PATH: noDirectory };
    const available: Restraint[] = [];
    const missing: Restraint[] = [];
    for (const restraint of [...isolation, ...bounds]) {
      const works = await canRun([...prefix([...available, restraint], trialLimits), 'true'], env);
      (works ? available : missing).push(restraint);
    }
    if (missing.length > 0) warn(missing, logger);
    return new Launcher({
      env,
      isolation: prefix(
        isolation.filter((restraint) => available.includes(restraint)),
        trialLimits,
      ),
      bounds: bounds.filter((restraint) => available.includes(restraint)),
      hasShell: await canRun([shellPath, '-c', ':'], env),
    });
  }

  /** Resolves when the tool has ended, whichever way; rejects as `attend` does. */
  async run({ tool, args, cwd, limits, ...rest }: Launch): Promise<CommandEnd> {
    rest.signal.throwIfAborted();
    const child = this.#start([...prefix(this.#means.bounds, limits), tool, ...args], cwd);
    return attend(child, { ...rest, wallSeconds: limits.wallSeconds });
  }

  /** Lets go of what waits for a tool to be run. */
  async close(): Promise<void> {
    await this.#next?.close();
  }

  #start(command: readonly string[], cwd: string): Child {
    const { env, isolation } = this.#means;
    const shell = this.#next?.isAlive ? this.#next : this.#prepare();
    if (!shell) return startChild([...isolation, ...command], { cwd, env });
    const child = shell.become(command, cwd);
    this.#next = this.#prepare();
    return child;
  }

  #prepare(): WaitingShell | undefined {
    const { env, isolation, hasShell } = this.#means;
    return hasShell ? new WaitingShell(isolation, env) : undefined;
  }
}

function prefix(chain: readonly Restraint[], limits: ProcessLimits): readonly string[] {
  return chain.flatMap(({ command }) => command(limits));
}

function canRun(command: readonly string[], env: Environment): Promise<boolean> {
  const { signal } = new AbortController();
  const { wallSeconds } = trialLimits;
  const request = { command, env, wallSeconds, signal, cwd: rootDirectory, onOutput: () => {} };
  return runCommand(request).then(
    ({ code }) => code === 0,
    () => false,
  );
}

function warn(missing: readonly Restraint[], logger: Logger): void {
  const withoutThem = missing.map(({ name, purpose }) => `${name} (${purpose})`);
  logger.warn({ missing: withoutThem }, 'this system lacks some of what confines ffmpeg');
}

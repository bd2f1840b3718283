import type { Logger } from '@cloudconvert/core';
import { type Attendance, attend, type CommandEnd } from './attend.ts';
import { type Child, startChild } from './child.ts';
import type { ProcessLimits } from './confinement.ts';
import { detectMeans, type Means } from './means.ts';
import { WaitingShell } from './waiting-shell.ts';

export interface Launch extends Omit<Attendance, 'wallSeconds'> {
  readonly tool: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly limits: ProcessLimits;
}

/** Until a tool has begun to work: a start beside its own would slow it down. */
const settledMs = 100;

/** Starts the tools that read strangers' files, with as few rights as this system can take away. */
export class Launcher {
  readonly #means: Means;
  #next: WaitingShell | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(means: Means) {
    this.#means = means;
    if (means.hasShell) this.#prepare();
  }

  /** Looks for what confines a process here, and logs what is missing. */
  static async detect(searchPath: string, logger: Logger): Promise<Launcher> {
    return new Launcher(await detectMeans(searchPath, logger));
  }

  /** Resolves when the tool has ended, whichever way; rejects as `attend` does. */
  async run({ tool, args, cwd, limits, ...rest }: Launch): Promise<CommandEnd> {
    rest.signal.throwIfAborted();
    const child = this.#start([tool, ...args], cwd, limits);
    return attend(child, { ...rest, wallSeconds: limits.wallSeconds });
  }

  /** Lets go of what waits for a tool to be run. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#next?.close();
  }

  #start(command: readonly string[], cwd: string, limits: ProcessLimits): Child {
    const { env, isolation, bounds, hasShell } = this.#means;
    if (!hasShell) return startChild([...isolation, ...command], { cwd, env });
    const preparations = bounds.map(({ statement }) => statement(limits));
    const child = this.#takeShell().become(command, cwd, preparations);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#prepare(), settledMs);
    return child;
  }

  #takeShell(): WaitingShell {
    const shell = this.#next;
    this.#next = undefined;
    return shell?.isAlive ? shell : this.#newShell();
  }

  #prepare(): void {
    try {
      this.#next ??= this.#newShell();
    } catch {
      // The tool that is run next starts its own, or tells why that can't be.
    }
  }

  #newShell(): WaitingShell {
    return new WaitingShell(this.#means.isolation, this.#means.env);
  }
}

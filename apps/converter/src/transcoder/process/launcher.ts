import type { Logger } from '@cloudconvert/core';
import { type Attendance, attend, type CommandEnd } from './attend.ts';
import { startChild } from './child.ts';
import { commandOf, type ProcessLimits } from './confinement.ts';
import { LoneProcess } from './lone-process.ts';
import { detectMeans, type Means } from './means.ts';
import { ToolShell } from './tool-shell.ts';

export interface Launch extends Omit<Attendance, 'wallSeconds'> {
  readonly tool: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly limits: ProcessLimits;
}

/** Starts the tools that read strangers' files, with as few rights as this system can take away. */
export class Launcher {
  readonly #means: Means;
  /** As many as there were tools at the same time, and one for the first. */
  readonly #idle: ToolShell[] = [];
  #isClosed = false;

  private constructor(means: Means) {
    this.#means = means;
    if (means.hasShell) this.#idle.push(this.#newShell());
  }

  /** Looks for what confines a process here, and logs what is missing. */
  static async detect(searchPath: string, logger: Logger): Promise<Launcher> {
    return new Launcher(await detectMeans(searchPath, logger));
  }

  /** Resolves when the tool has ended, whichever way; rejects as `attend` does. */
  async run(launch: Launch): Promise<CommandEnd> {
    launch.signal.throwIfAborted();
    return this.#means.hasShell ? this.#runByShell(launch) : this.#runAlone(launch);
  }

  /** Lets go of what waits for a tool to be run. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#idle.splice(0).map((shell) => shell.close()));
  }

  async #runByShell(launch: Launch): Promise<CommandEnd> {
    const { tool, args, cwd, limits } = launch;
    const shell = this.#takeShell();
    try {
      const preparations = this.#means.bounds.map(({ statement }) => statement(limits));
      shell.run([tool, ...args], cwd, preparations);
      return await attend(shell, attendanceOf(launch));
    } finally {
      await this.#putBack(shell);
    }
  }

  #runAlone(launch: Launch): Promise<CommandEnd> {
    const { env, isolation } = this.#means;
    const command = [...commandOf(isolation), launch.tool, ...launch.args];
    const child = startChild(command, { cwd: launch.cwd, env });
    return attend(new LoneProcess(child), attendanceOf(launch));
  }

  #takeShell(): ToolShell {
    const shell = this.#idle.pop();
    if (!shell) return this.#newShell();
    return shell.isAlive ? shell : this.#takeShell();
  }

  async #putBack(shell: ToolShell): Promise<void> {
    if (this.#isClosed) await shell.close();
    else if (shell.isAlive) this.#idle.push(shell);
  }

  #newShell(): ToolShell {
    return new ToolShell(this.#means.isolation, this.#means.env);
  }
}

function attendanceOf({ limits, signal, onOutput, log }: Launch): Attendance {
  return { wallSeconds: limits.wallSeconds, signal, onOutput, log };
}

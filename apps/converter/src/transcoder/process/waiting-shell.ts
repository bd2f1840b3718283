import { once } from 'node:events';
import { type Child, rootDirectory, type Surroundings, startReader } from './child.ts';

/** On every system that has a shell (POSIX.1 has no path; all that Node runs on have this one). */
export const shellPath = '/bin/sh';
const notPrepared = 125;
/** How a shell ends that can't become the command (POSIX.1, Shell Command Language, 2.8.2). */
export const notStarted: ReadonlySet<unknown> = new Set([notPrepared, 126, 127]);

/**
 * A shell that is isolated already and waits for the command that it becomes. It saves what each start
 * costs before anything is done: a copy of all of Node's page tables, and the programs that isolate.
 */
export class WaitingShell {
  readonly #child: Child;

  constructor(isolation: readonly string[], env: Surroundings['env']) {
    this.#child = startReader([...isolation, shellPath], { cwd: rootDirectory, env });
  }

  /** Somebody may have killed it in the meantime. */
  get isAlive(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  /**
   * The process that reads nothing and is, from now on, `command` in the folder `cwd`.
   * @param preparations statements of a shell without which it must not be
   */
  become(command: readonly string[], cwd: string, preparations: readonly string[]): Child {
    const conditions = [`cd ${quoted(cwd)}`, ...preparations].join(' && ');
    const words = command.map(quoted).join(' ');
    this.#child.stdin.end(`${conditions} || exit ${notPrepared}\nexec ${words} </dev/null\n`);
    return this.#child;
  }

  async close(): Promise<void> {
    if (!this.isAlive) return;
    this.#child.stdin.end();
    await once(this.#child, 'exit');
  }
}

/** POSIX.1, Shell Command Language, 2.2.2: nothing but a quote ends what is in single quotes. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AtWork, Ending, Listener } from './at-work.ts';
import { type Child, killGroup, rootDirectory, type Surroundings, startReader } from './child.ts';
import { commandOf, type Isolation } from './confinement.ts';
import { endingOf } from './ending-of.ts';
import { untilMark } from './until-mark.ts';

/** On every system that has a shell (POSIX.1 has no path; all that Node runs on have this one). */
export const shellPath = '/bin/sh';
const notPrepared = 125;
/** How a shell ends that can't become the command (POSIX.1, Shell Command Language, 2.8.2). */
export const notStarted: ReadonlySet<unknown> = new Set([notPrepared, 126, 127]);

/**
 * A shell, isolated already, that runs one tool after the other. The child that it forks for the next one
 * waits for it from the moment the one before has ended, so that a tool's start costs neither a copy of
 * all of Node's page tables nor the programs that isolate.
 */
export class ToolShell implements AtWork {
  readonly #child: Child;
  /** Ends what a tool says. No tool can know it, since it is on no command line. */
  readonly #mark = randomUUID();
  #isKilled = false;

  constructor(isolation: readonly Isolation[], env: Surroundings['env']) {
    const command = [...commandOf(isolation), shellPath, '-c', runEach(waiting(isolation))];
    this.#child = startReader(command, { cwd: rootDirectory, env });
    this.#child.stdin.write(`${this.#mark}\n`);
    this.#child.stdout.setEncoding('utf8');
    this.#child.stderr.setEncoding('utf8');
  }

  /** Whether it can run a tool. Somebody may have killed it in the meantime. */
  get isAlive(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null && !this.#isKilled;
  }

  /**
   * Runs `command`, which reads nothing, in the folder `cwd`.
   * @param preparations statements of a shell without which it must not run
   */
  run(command: readonly string[], cwd: string, preparations: readonly string[]): void {
    const conditions = [`cd ${quoted(cwd)}`, ...preparations].join(' && ');
    const words = command.map(quoted).join(' ');
    // One list, which a shell reads to its end before it begins: nothing is left for the next to read.
    this.#child.stdin.write(`${conditions} && exec ${words} </dev/null || exit ${notPrepared}\n`);
  }

  async ended(listener: Listener): Promise<Ending> {
    const over = new AbortController();
    try {
      return await Promise.race([this.#untilMarks(listener), gone(this.#child, over.signal)]);
    } finally {
      over.abort();
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#isKilled = true;
    killGroup(this.#child, signal);
  }

  async close(): Promise<void> {
    if (!this.isAlive) return;
    this.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async #untilMarks({ onOutput, onErrors }: Listener): Promise<Ending> {
    const { stdout, stderr } = this.#child;
    const [code] = await Promise.all([
      untilMark(stdout, this.#mark, onOutput),
      untilMark(stderr, this.#mark, onErrors),
    ]);
    return endingOf(code);
  }
}

/** The process that becomes a tool. It ends with the shell before it has one, too: its input does. */
function waiting(isolation: readonly Isolation[]): string {
  const anew = isolation.filter(({ endsWithFork }) => endsWithFork);
  return [...commandOf(anew), shellPath].map(quoted).join(' ');
}

/** Whoever reads its output has gone when it can't be written any more. */
function runEach(command: string): string {
  const say = `printf '\\000%s%03d' "$mark" $code`;
  return `read -r mark; while :; do ${command}; code=$?; ${say} && ${say} >&2 || exit; done`;
}

/** A shell that nobody kills ends only when it can't start another process. */
async function gone(child: Child, over: AbortSignal): Promise<Ending> {
  await once(child, 'close', { signal: over });
  const { signalCode } = child;
  return { code: signalCode ? null : notPrepared, signal: signalCode };
}

/** POSIX.1, Shell Command Language, 2.2.2: nothing but a quote ends what is in single quotes. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

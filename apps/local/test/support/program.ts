import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Without the BASE_URL that the test runner sets for its own purposes. */
const { BASE_URL: _, ...inherited } = process.env;

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A program of this repository as a person starts it, with all that it prints. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ended>;
  #output = '';

  constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    const [file = '', ...args] = command;
    this.#child = spawn(file, args, {
      cwd: root,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    this.#ended = once(this.#child, 'close').then(([code]) => ({ code, output: this.#output }));
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** The first match in what it printed, as soon as there is one. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#output);
      if (match) return match;
      await this.#moreOutput(pattern);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal);
    return this.#ended;
  }

  ended(): Promise<Ended> {
    return this.#ended;
  }

  async #moreOutput(pattern: RegExp): Promise<void> {
    const { stdout, stderr } = this.#child;
    const next = [stdout, stderr].map((stream) => stream && once(stream, 'data'));
    const ended = this.#ended.then(({ output }) => {
      throw new Error(`It ended before it printed ${pattern}:\n${output}`);
    });
    await Promise.race([...next, ended]);
  }
}

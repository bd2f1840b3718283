import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../errors/command-error.ts';

const startsWithinMs = 120_000;
const stopsWithinMs = 35_000;
const askEveryMs = 20;
const flags = ['--conditions=compiled'];

export interface ProgramOptions {
  readonly name: string;
  /** What Node runs. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** The file that it writes its log to: reading along would cost what is being measured. */
  readonly log: string;
}

/** A line of a log, as the programs of the service write it. */
export interface LogLine extends Readonly<Record<string, unknown>> {
  readonly msg?: string;
}

/** One program of the service, as a process of its own. */
export class Program {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #ended: Promise<void>;
  readonly #failed = new AbortController();
  #isStopping = false;

  private constructor({ name, log }: ProgramOptions, child: ChildProcess) {
    this.name = name;
    this.#child = child;
    this.#log = log;
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
    child.once('close', () => {
      if (!this.#isStopping) this.#failed.abort();
    });
  }

  static async start(options: ProgramOptions): Promise<Program> {
    const log = await open(options.log, 'w');
    try {
      const child = spawn(process.execPath, [...flags, options.main], {
        env: options.env,
        stdio: ['ignore', log.fd, log.fd],
      });
      await once(child, 'spawn');
      return new Program(options, child);
    } finally {
      await log.close();
    }
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** Aborts when it ends by itself. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  /**
   * The line that says `message`, as soon as it is there.
   * @throws RunError when the program ends before
   */
  async logged(message: RegExp, stop: AbortSignal): Promise<LogLine> {
    const deadline = performance.now() + startsWithinMs;
    while (performance.now() < deadline) {
      const lines = await this.#lines();
      const line = lines.find(({ msg }) => msg !== undefined && message.test(msg));
      if (line) return line;
      if (this.#hasEnded) break;
      await sleep(askEveryMs, undefined, { signal: stop });
    }
    throw new RunError(`The service's ${this.name} did not start:\n${await this.#lastLines()}`);
  }

  /** @throws RunError when it has ended by itself */
  async checkRuns(): Promise<void> {
    if (!this.#hasEnded || this.#isStopping) return;
    const { exitCode, signalCode } = this.#child;
    throw new RunError(
      `The service's ${this.name} ended by itself (${signalCode ?? exitCode}), so the figures mean ` +
        `nothing. Its last lines:\n${await this.#lastLines()}`,
    );
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#child.kill();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopsWithinMs);
    await this.#ended;
    clearTimeout(timer);
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #lines(): Promise<readonly LogLine[]> {
    const text = await readFile(this.#log, 'utf8');
    return text.split('\n').flatMap(parse);
  }

  async #lastLines(): Promise<string> {
    const text = await readFile(this.#log, 'utf8');
    return text.trimEnd().split('\n').slice(-5).join('\n');
  }
}

/** What is no line of the log, such as one that is half written yet, is left out. */
function parse(line: string): readonly LogLine[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

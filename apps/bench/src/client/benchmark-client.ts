import { RunError } from '../errors/command-error.ts';
import { exchange } from './exchange.ts';

export interface BenchmarkOrder {
  readonly fileName: string;
  readonly bytes: Blob;
  readonly newFormat: string;
  readonly taskNumber: number;
}

/** As the service shows it, as far as anybody here asks. */
export interface BenchmarkTask {
  readonly status: string;
  readonly original_file: string;
  readonly uploaded_at: string;
  readonly processed_at: string | null;
  readonly error: { readonly message: string } | null;
}

export interface MinuteCount {
  /** 1 for the first 60 seconds after the tasks were asked for. */
  readonly min: number;
  readonly count: number;
}

/** Answers in a list take a moment; one that takes longer is none. */
const listWithinMs = 30_000;

/** The calls of a service under /benchmark. All that they answer is about its newest benchmark. */
export class BenchmarkClient {
  readonly #target: URL;
  readonly #stop: AbortSignal;

  constructor(target: URL, stop: AbortSignal) {
    this.#target = target;
    this.#stop = stop;
  }

  /** Comes back when all the tasks are there and queued. */
  async start({ fileName, bytes, newFormat, taskNumber }: BenchmarkOrder): Promise<void> {
    const body = new FormData();
    // Before the file, so that a refusal does not wait for it.
    body.append('newFormat', newFormat);
    body.append('taskNumber', String(taskNumber));
    body.append('fileName', bytes, fileName);
    const init = { method: 'POST', body, signal: this.#stop };
    await exchange(this.#url('start'), init, this.#whenMissing);
  }

  /** In the order in which they were made. */
  tasks(): Promise<readonly BenchmarkTask[]> {
    return this.#list<BenchmarkTask>('result');
  }

  /** How many of the tasks were processed within each minute; one with none may be left out. */
  countByMinute(): Promise<readonly MinuteCount[]> {
    return this.#list<MinuteCount>('data');
  }

  async #list<T>(name: string): Promise<readonly T[]> {
    const url = this.#url(name);
    const signal = AbortSignal.any([this.#stop, AbortSignal.timeout(listWithinMs)]);
    const list = await exchange(url, { signal }, this.#whenMissing);
    if (Array.isArray(list)) return list;
    throw new RunError(`${url} did not answer with a list. Check --target: is CloudConvert there?`);
  }

  get #whenMissing(): string {
    const { origin } = this.#target;
    return `There is no benchmark at ${origin}: start the service with BENCHMARK=on, or check --target.`;
  }

  #url(name: string): URL {
    const base = this.#target.href.replace(/\/*$/, '/');
    return new URL(`benchmark/conversion/${name}`, base);
  }
}

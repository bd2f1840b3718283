import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError, UsageError } from '../errors/command-error.ts';
import { type Assets, readAssets } from './html/assets.ts';
import { pageOf } from './html/page.ts';
import type { Run } from './run.ts';

/** Where the newest run of each scenario is kept, and the page that shows all of them. */
export class ResultsFolder {
  readonly #path: string;
  readonly #names: readonly string[];
  readonly #assets: Assets;

  private constructor(path: string, names: readonly string[], assets: Assets) {
    this.#path = path;
    this.#names = names;
    this.#assets = assets;
  }

  /**
   * Before the run, which may take long.
   * @param names of all scenarios, in the order in which the page shows them
   * @throws UsageError when nothing can be written there
   */
  static async open(path: string, names: readonly string[]): Promise<ResultsFolder> {
    const folder = new ResultsFolder(path, names, await readAssets());
    try {
      await mkdir(path, { recursive: true });
      await folder.#writePage();
    } catch (cause) {
      if (cause instanceof RunError) throw cause;
      throw new UsageError(
        `--results: nothing can be written into "${path}". Name another folder.`,
        { cause },
      );
    }
    return folder;
  }

  /** In place of the run before of the same scenario. */
  async add(run: Run): Promise<void> {
    const file = this.#file(`${run.scenario}.json`);
    try {
      await writeFile(file, `${JSON.stringify(run, undefined, 2)}\n`);
      await this.#writePage();
    } catch (cause) {
      if (cause instanceof RunError) throw cause;
      throw new RunError(`--results: "${file}" could not be written. Name another folder.`, {
        cause,
      });
    }
  }

  async #writePage(): Promise<void> {
    const runs = await Promise.all(this.#names.map((name) => this.#read(name)));
    const made = runs.filter((run) => run !== undefined);
    await writeFile(this.#file('report.html'), pageOf(made, this.#assets));
  }

  /** `undefined` for a scenario that has not been run yet. */
  async #read(name: string): Promise<Run | undefined> {
    const file = this.#file(`${name}.json`);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new RunError(`"${file}" is no result of a run: remove it and start again.`, { cause });
    }
  }

  #file(name: string): string {
    return join(this.#path, name);
  }
}

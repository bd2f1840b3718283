import type { AtWork, Ending, Listener } from './at-work.ts';
import { type Child, killGroup } from './child.ts';

/** A process that was started for one run and ends with it. */
export class LoneProcess implements AtWork {
  readonly #child: Child;

  constructor(child: Child) {
    this.#child = child;
  }

  ended({ onOutput, onErrors }: Listener): Promise<Ending> {
    const child = this.#child;
    child.stdout.setEncoding('utf8').on('data', onOutput);
    child.stderr.setEncoding('utf8').on('data', onErrors);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  kill(signal: NodeJS.Signals): void {
    killGroup(this.#child, signal);
  }
}

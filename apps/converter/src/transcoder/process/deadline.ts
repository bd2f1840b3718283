import type { ChildProcess } from 'node:child_process';

const killAfterMs = 2000;

/** Ends a process group when its time is up or nobody wants its work any more. */
export class Deadline {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #timers: NodeJS.Timeout[] = [];
  #hasPassed = false;

  constructor(child: ChildProcess, signal: AbortSignal, wallSeconds: number) {
    this.#child = child;
    this.#signal = signal;
    this.#timers.push(setTimeout(this.#expire, wallSeconds * 1000));
    signal.addEventListener('abort', this.#end, { once: true });
  }

  get hasPassed(): boolean {
    return this.#hasPassed;
  }

  /** Lets the process be. */
  cancel(): void {
    this.#signal.removeEventListener('abort', this.#end);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  readonly #expire = (): void => {
    this.#hasPassed = true;
    this.#end();
  };

  /** ffmpeg may ignore SIGTERM while it is stuck in a file. */
  readonly #end = (): void => {
    this.#kill('SIGTERM');
    this.#timers.push(setTimeout(() => this.#kill('SIGKILL'), killAfterMs));
  };

  #kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      // A negative number names the group; Windows has none.
      if (process.platform === 'win32') this.#child.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // It has ended by itself in the meantime.
    }
  }
}

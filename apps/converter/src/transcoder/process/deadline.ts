import type { AtWork } from './at-work.ts';

const killAfterMs = 2000;

/** Ends a tool when its time is up or nobody wants its work any more. */
export class Deadline {
  readonly #work: AtWork;
  readonly #signal: AbortSignal;
  readonly #timers: NodeJS.Timeout[] = [];
  #hasPassed = false;

  constructor(work: AtWork, signal: AbortSignal, wallSeconds: number) {
    this.#work = work;
    this.#signal = signal;
    this.#timers.push(setTimeout(this.#expire, wallSeconds * 1000));
    signal.addEventListener('abort', this.#end, { once: true });
  }

  get hasPassed(): boolean {
    return this.#hasPassed;
  }

  /** Lets it be. */
  cancel(): void {
    this.#signal.removeEventListener('abort', this.#end);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  readonly #expire = (): void => {
    this.#hasPassed = true;
    this.#end();
  };

  /** ffmpeg may ignore SIGTERM while it is stuck in a file. */
  /** ffmpeg may ignore SIGTERM while it is stuck in a file. */
  readonly #end = (): void => {
    this.#work.kill('SIGTERM');
    this.#timers.push(setTimeout(() => this.#work.kill('SIGKILL'), killAfterMs));
  };
}

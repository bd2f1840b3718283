import type { Sample } from '../service/service.ts';
import { canSample } from './proc.ts';
import { currentUsage, type Usage, type Watched } from './usage.ts';

const everyMs = 1_000;

/** Looks once a second at what processes use, from when it is made until it is stopped. */
export class Sampler {
  readonly #watched: Watched[] = [
    { name: 'bench', pid: process.pid, children: 'programs of the bench' },
  ];
  readonly #samples: Sample[] = [];
  readonly #startedAt = performance.now();
  readonly #timer = canSample() ? setInterval(() => this.#sample(), everyMs) : undefined;
  #last: ReadonlyMap<string, Usage> = new Map();
  #lastAt = 0;

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  watch(watched: Watched): void {
    this.#watched.push(watched);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const before = performance.now();
    const usages = currentUsage(this.#watched);
    // Others may take the processor away while it looks, so the middle is nearest to the truth.
    const at = ((before + performance.now()) / 2 - this.#startedAt) / 1000;
    for (const [name, { seconds, residentBytes }] of usages) {
      const last = this.#last.get(name);
      if (!last) continue;
      // A process that ended and was waited for by nobody takes its time with it.
      const used = Math.max(seconds - last.seconds, 0);
      this.#samples.push({ name, at, cpu: (100 * used) / (at - this.#lastAt), residentBytes });
    }
    this.#last = usages;
    this.#lastAt = at;
  }
}

import { readFileSync } from 'node:fs';
import { processesWith } from './processes.ts';

const intervalMs = 50;

/** Watches the tools that work in a folder, and remembers the most memory that one of them had, in MiB. */
export class PeakMemory {
  readonly #timer: NodeJS.Timeout;
  #mebibytes = 0;

  constructor(folder: string) {
    this.#timer = setInterval(() => this.#look(folder), intervalMs);
  }

  get mebibytes(): number {
    return this.#mebibytes;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(folder: string): void {
    for (const pid of processesWith(folder)) {
      this.#mebibytes = Math.max(this.#mebibytes, peakOf(pid));
    }
  }
}

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    // It has ended since.
    return 0;
  }
}

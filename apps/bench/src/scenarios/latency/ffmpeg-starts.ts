import { readFileSync } from 'node:fs';
import type { OwnService } from '../../service/service.ts';

const everyMs = 1;
/** The folder of one attempt at a task, in a path that ffmpeg is given. */
const folderOfTask = /\/(\d+)-\d+-\d+\//;

/**
 * Sees when converters start ffmpeg, since no log and no answer tells: by looking at what their shells
 * have started time and again, as Linux shows it (proc_pid_task(5), CONFIG_PROC_CHILDREN). Elsewhere it
 * sees nothing.
 */
export class FfmpegStarts {
  readonly #ffmpeg: string | null;
  readonly #converters: readonly number[];
  readonly #startedAt = new Map<number, number>();
  #timer: NodeJS.Timeout;

  constructor({ ffmpeg, processes }: OwnService) {
    this.#ffmpeg = ffmpeg;
    this.#converters = processes
      .filter(({ name }) => name.startsWith('converter'))
      .map(({ pid }) => pid);
    this.#timer = setTimeout(this.#look, everyMs);
  }

  /** When the task's first one was seen, as `Date.now()` has it. */
  of(taskId: number): number | null {
    return this.#startedAt.get(taskId) ?? null;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  readonly #look = (): void => {
    for (const pid of this.#converters.flatMap(childrenOf).flatMap(childrenOf)) {
      const [program, ...args] = read(`/proc/${pid}/cmdline`).split('\0');
      const taskId = Number(folderOfTask.exec(args.join(' '))?.[1]);
      // Until it becomes ffmpeg it is what confines it.
      if (program === this.#ffmpeg && !this.#startedAt.has(taskId)) {
        this.#startedAt.set(taskId, Date.now());
      }
    }
    this.#timer = setTimeout(this.#look, everyMs);
  };
}

function childrenOf(pid: number): readonly number[] {
  const pids = read(`/proc/${pid}/task/${pid}/children`).split(' ');
  return pids.filter((text) => text !== '').map(Number);
}

/** Synchronous, since nothing is read from a disk. Nothing where the process has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

import { availableParallelism } from 'node:os';

/** What one process may use. */
export interface ProcessLimits {
  /** Seconds on the clock; then it is killed. */
  readonly wallSeconds: number;
  /** Bytes of the largest file that it may write. */
  readonly maxFileBytes: number;
}

interface Restraint {
  readonly name: string;
  /** What doesn't hold on a system that can't do this. */
  readonly purpose: string;
}

/** Starts the next command with fewer rights. */
export interface Isolation extends Restraint {
  readonly command: readonly string[];
  /** Whether what it does holds for one process and for none that this one starts. */
  readonly endsWithFork: boolean;
}

/** What a shell asks the system for before it becomes a command. */
export interface Bound extends Restraint {
  readonly statement: (limits: ProcessLimits) => string;
}

const addressSpaceBytes = 1024 ** 3;
const openFiles = 64;
/**
 * No fewer than the threads of ffmpeg can use side by side: the clock tells of a file that takes too long,
 * where this ends by SIGKILL what goes on while nobody looks at the clock.
 */
const cpuPerWallSecond = availableParallelism();
/** In which a shell counts memory, and files (POSIX.1, ulimit). */
const unitBytes = { memory: 1024, file: 512 };

/**
 * In this order: entering a namespace changes credentials, which clears the signal that setpriv asks
 * for, and so does a fork (PR_SET_PDEATHSIG in prctl(2)).
 */
export const isolation: readonly Isolation[] = [
  { name: 'unshare', purpose: 'no network', command: ['unshare', '-rn'], endsWithFork: false },
  {
    name: 'setpriv',
    purpose: 'ffmpeg ends with its converter and gains no rights',
    command: ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs'],
    endsWithFork: true,
  },
];

export const bounds: readonly Bound[] = [
  {
    name: 'ulimit -v',
    purpose: 'bounded memory',
    statement: () => `ulimit -v ${addressSpaceBytes / unitBytes.memory}`,
  },
  {
    name: 'ulimit -t',
    purpose: 'bounded CPU',
    statement: ({ wallSeconds }) => `ulimit -t ${Math.ceil(wallSeconds * cpuPerWallSecond)}`,
  },
  {
    name: 'ulimit -f',
    purpose: 'bounded files',
    statement: ({ maxFileBytes }) => `ulimit -f ${Math.ceil(maxFileBytes / unitBytes.file)}`,
  },
  { name: 'ulimit -n', purpose: 'few open files', statement: () => `ulimit -n ${openFiles}` },
  { name: 'ulimit -c', purpose: 'no core left behind', statement: () => 'ulimit -c 0' },
];

/** What the words of a command begin with that all of `chain` is to hold for. */
export function commandOf(chain: readonly Isolation[]): readonly string[] {
  return chain.flatMap(({ command }) => command);
}

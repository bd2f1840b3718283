/** What one process may use. */
export interface ProcessLimits {
  /** Seconds on the clock; then it is killed. */
  readonly wallSeconds: number;
  /** Bytes of the largest file that it may write. */
  readonly maxFileBytes: number;
}

/** One command that starts the next one with fewer rights. */
export interface Restraint {
  readonly name: string;
  /** What doesn't hold where the command is missing. */
  readonly purpose: string;
  readonly command: (limits: ProcessLimits) => readonly string[];
}

const addressSpaceBytes = 1024 ** 3;
const openFiles = 64;
/** The threads of ffmpeg 7 work side by side, so it can use more seconds of CPU than pass. */
const cpuPerWallSecond = 2;

/**
 * What is the same for every command. In this order: entering a namespace changes credentials, which
 * clears the signal that setpriv asks for (PR_SET_PDEATHSIG in prctl(2)).
 */
export const isolation: readonly Restraint[] = [
  { name: 'unshare', purpose: 'no network', command: () => ['unshare', '-rn'] },
  {
    name: 'setpriv',
    purpose: 'ffmpeg ends with its converter and gains no rights',
    command: () => ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs'],
  },
];

/** What depends on the command. */
export const bounds: readonly Restraint[] = [
  { name: 'prlimit', purpose: 'bounded memory, CPU and files', command: prlimit },
];

function prlimit({ wallSeconds, maxFileBytes }: ProcessLimits): readonly string[] {
  return [
    'prlimit',
    `--as=${addressSpaceBytes}`,
    `--cpu=${Math.ceil(wallSeconds * cpuPerWallSecond)}`,
    `--fsize=${maxFileBytes}`,
    `--nofile=${openFiles}`,
    '--core=0',
  ];
}

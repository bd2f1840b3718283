import { existsSync, readdirSync, readFileSync } from 'node:fs';

// Synchronous throughout: these files are memory, and a thread for each read would cost more than the read.

/** Linux counts time for programs in hundredths of a second (USER_HZ), whatever its clock does. */
const ticksPerSecond = 100;

export interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** Seconds of a core that it has used itself. */
  readonly seconds: number;
  /** Those of children that have ended. */
  readonly childSeconds: number;
}

export interface Memory {
  /** Bytes that nobody else has. */
  readonly own: number;
  /** Bytes that others may have as well: programs, and what PostgreSQL shares. */
  readonly shared: number;
}

/** Only Linux tells. */
export const canSample = () => existsSync('/proc/self/stat');

/** Every process of this machine, by its number. */
export function readProcesses(): ReadonlyMap<number, ProcessState> {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const states = numbers.flatMap((name) => stateOf(Number(name)) ?? []);
  return new Map(states.map((state) => [state.pid, state]));
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; a name may hold spaces and parentheses. */
function stateOf(pid: number): ProcessState | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (from: number) =>
    (Number(fields[from]) + Number(fields[from + 1])) / ticksPerSecond;
  return { pid, parent: Number(fields[1]), seconds: seconds(11), childSeconds: seconds(13) };
}

export function memoryOf(pid: number): Memory {
  const text = read(`/proc/${pid}/status`) ?? '';
  return {
    own: kilobytes(text, 'RssAnon'),
    shared: kilobytes(text, 'RssFile') + kilobytes(text, 'RssShmem'),
  };
}

/** What all processes together have used since the machine started. */
export function machineState() {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (read('/proc/stat') ?? '')
    .replace(/\n.*/s, '')
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const memory = read('/proc/meminfo') ?? '';
  return {
    seconds: (user + nice + system + irq + softirq) / ticksPerSecond,
    usedBytes: kilobytes(memory, 'MemTotal') - kilobytes(memory, 'MemAvailable'),
  };
}

function kilobytes(text: string, name: string): number {
  const [, number] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text) ?? [];
  return Number(number ?? 0) * 1024;
}

/** `undefined` for a process that has ended meanwhile. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import { execFile } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import type { Versions } from '../service/opened-service.ts';

/** Where and of what a run was made: without it, its figures say nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** `null` where the run had none. */
  readonly ffmpeg: string | null;
  readonly postgres: string | null;
  /** `null` outside a repository. */
  readonly commit: string | null;
  /** Whether files differ from the commit. */
  readonly isChanged: boolean;
}

export async function describeMachine(versions: Versions): Promise<Machine> {
  const cores = cpus();
  const commit = await git('rev-parse', '--short=12', 'HEAD');
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    ...versions,
    commit,
    isChanged: commit !== null && (await git('status', '--porcelain')) !== '',
  };
}

/** What git answers in the repository of this program; `null` where there is none, or no git. */
async function git(...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: import.meta.dirname });
    return stdout.trim();
  } catch {
    return null;
  }
}

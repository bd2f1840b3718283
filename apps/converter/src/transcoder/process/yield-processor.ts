import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** By how much a conversion gives way to everything else, as `nice -n` counts. */
const niceness = 10;
/**
 * EAGAIN: whoever is not root may rank one session in 100 ms on the whole system
 * (kernel/sched/autogroup.c). EACCES: a process that is just entering its namespace.
 */
const mayWorkLater: ReadonlySet<unknown> = new Set(['EAGAIN', 'EACCES']);
const againMs = 100;

/**
 * Lets others go before process `pid` and what it becomes. Linux shares the processor among sessions
 * before it looks at processes ("The autogroup feature" in sched(7)), and a process group of its own is
 * one, so both are ranked. Where a system has no such thing the process's own rank is enough.
 */
export async function yieldProcessor(pid: number): Promise<void> {
  yieldToProcesses(pid);
  while (await mustTryAgain(pid)) await pause(againMs, undefined, { ref: false });
}

function yieldToProcesses(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended already.
  }
}

async function mustTryAgain(pid: number): Promise<boolean> {
  try {
    await writeFile(`/proc/${pid}/autogroup`, String(niceness));
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && mayWorkLater.has(error.code);
  }
}

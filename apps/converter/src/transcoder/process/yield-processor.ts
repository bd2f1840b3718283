import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * EAGAIN: whoever is not root may rank one session in 100 ms on the whole system
 * (kernel/sched/autogroup.c). EACCES: a process that is just entering its namespace.
 */
const mayWorkLater: ReadonlySet<unknown> = new Set(['EAGAIN', 'EACCES']);
const againMs = 100;

/**
 * Lets other sessions go before the one of process `pid`, as `nice -n` does among processes of one
 * session: Linux shares the processor among sessions first ("The autogroup feature" in sched(7)), and
 * a process group of its own is one. Where a system has no such thing `nice` is enough.
 */
export async function yieldProcessor(pid: number, niceness: number): Promise<void> {
  while (await mustTryAgain(pid, niceness)) await pause(againMs, undefined, { ref: false });
}

async function mustTryAgain(pid: number, niceness: number): Promise<boolean> {
  try {
    await writeFile(`/proc/${pid}/autogroup`, String(niceness));
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && mayWorkLater.has(error.code);
  }
}

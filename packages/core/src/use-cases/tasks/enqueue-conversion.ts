import type { Transaction } from '../../ports/unit-of-work.ts';
import type { Task } from '../../tasks/task.ts';

/**
 * Sends the job that converts `task`. Each task that its owner has waiting puts it further back, so
 * that nobody waits behind another person's five hundred.
 */
export function enqueueConversion(
  { jobs }: Transaction,
  { id: taskId, revision }: Task,
  unfinished: number,
  requestId: string,
): Promise<void> {
  return jobs.send('convert', { taskId, revision, requestId }, { priority: -unfinished });
}

import { lowestPriority } from '../../ports/job-queue.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { Task } from '../../tasks/task.ts';

/** Sends the job that converts `task`: tasks of an earlier round go first. */
export function enqueueConversion(
  { jobs }: Transaction,
  { id: taskId, revision, round }: Task,
  requestId: string,
): Promise<void> {
  const priority = Math.max(-round, lowestPriority + 1);
  return jobs.send('convert', { taskId, revision, requestId }, { priority });
}

import { DomainError } from '../../errors/domain-error.ts';
import type { NewTask, TaskRepository } from '../../ports/task-repository.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { Task } from '../../tasks/task.ts';
import { enqueueConversion } from './enqueue-conversion.ts';

/**
 * Records a task and sends its job, as part of a transaction in its owner's turn.
 * @throws DomainError `too_many_tasks` when its owner has `maxUnfinished` already
 */
export async function recordTask(
  transaction: Transaction,
  task: NewTask,
  maxUnfinished: number,
  requestId: string,
): Promise<Task> {
  await checkUnfinished(transaction.tasks, task.userId, maxUnfinished);
  const recorded = await transaction.tasks.insert(task);
  await enqueueConversion(transaction, recorded, requestId);
  return recorded;
}

/** @throws DomainError `too_many_tasks` when the person has `maxUnfinished` already */
export async function checkUnfinished(
  tasks: TaskRepository,
  userId: number,
  maxUnfinished: number,
): Promise<void> {
  const unfinished = await tasks.countUnfinished(userId);
  if (unfinished >= maxUnfinished) throw tooManyTasks(maxUnfinished);
}

export function tooManyTasks(limit: number): DomainError {
  return new DomainError(
    'too_many_tasks',
    `You have ${limit} unfinished tasks, as many as you may; wait until some are done`,
  );
}

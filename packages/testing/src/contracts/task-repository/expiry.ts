import { failureOf, type Outcome, type Task } from '@cloudconvert/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aFailedOutcome, aProcessedOutcome } from '../../builders/outcomes.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

const change = { newFormat: 'wav', options: {} } as const;
const everything = new Date('9999-01-01');

export function describeExpiry(underTest: TaskRepositoryUnderTest): void {
  async function aTask(userId?: number) {
    const { tasks, newUserId } = underTest();
    return tasks.insert(aNewTask({ userId: userId ?? (await newUserId()) }));
  }

  async function anEndedTask(outcomeOf: (task: Task) => Outcome = aFailedOutcome) {
    const { tasks } = underTest();
    const { userId, id } = await aTask();
    const attempt = { taskId: id, revision: 1, attempt: 0 };
    const claimed = await tasks.claim(attempt);
    if (claimed) await tasks.finish(attempt, outcomeOf(claimed));
    const ended = await tasks.find(userId, id);
    if (!ended?.endedAt) throw new Error('the task has ended');
    return { ...ended, endedAt: ended.endedAt };
  }

  async function anExpiredTask() {
    const [task] = [await anEndedTask(), await underTest().tasks.expire(everything, 10)];
    return task;
  }

  const now = ({ userId, id }: Task) => underTest().tasks.find(userId, id);

  describe('expiring', () => {
    beforeEach(async () => {
      await underTest().tasks.expire(everything, 1000);
    });

    test('takes the result from a processed task and keeps the rest', async () => {
      const ended = await anEndedTask((task) => aProcessedOutcome(task, 0));
      const expired = { ...ended, status: 'expired', result: null };
      expect(await underTest().tasks.expire(everything, 10)).toEqual([expired]);
      expect(await now(ended)).toEqual(expired);
    });

    test('leaves a failed task its failure', async () => {
      const ended = await anEndedTask(aFailedOutcome);
      const expired = { ...ended, status: 'expired' };
      expect(await underTest().tasks.expire(everything, 10)).toEqual([expired]);
      expect(await now(ended)).toEqual(expired);
    });

    test('takes those only that ended before', async () => {
      const { tasks } = underTest();
      const ended = await anEndedTask();
      expect(await tasks.expire(ended.endedAt, 10)).toEqual([]);
      expect(await now(ended)).toEqual(ended);
      const after = new Date(ended.endedAt.getTime() + 1);
      expect(await tasks.expire(after, 10)).toMatchObject([{ id: ended.id }]);
    });

    test('leaves tasks that wait or are converted', async () => {
      const { tasks } = underTest();
      const waiting = await aTask();
      const { id: taskId, userId } = await aTask();
      const claimed = await tasks.claim({ taskId, revision: 1, attempt: 0 });
      expect(await tasks.expire(everything, 10)).toEqual([]);
      expect(await now(waiting)).toEqual(waiting);
      expect(await tasks.find(userId, taskId)).toEqual(claimed);
    });

    test('leaves a task that is converted anew', async () => {
      const { tasks } = underTest();
      const { userId, id } = await anEndedTask();
      const revised = await tasks.revise(userId, id, change);
      expect(await tasks.expire(everything, 10)).toEqual([]);
      expect(await tasks.find(userId, id)).toEqual(revised?.after);
    });

    test('takes no more than asked for', async () => {
      const { tasks } = underTest();
      for (let n = 0; n < 5; n += 1) await anEndedTask();
      expect(await tasks.expire(everything, 3)).toHaveLength(3);
      expect(await tasks.expire(everything, 3)).toHaveLength(2);
      expect(await tasks.expire(everything, 3)).toEqual([]);
    });

    test('answers each task to one of several who ask at once', async () => {
      const { tasks } = underTest();
      const ended = await Promise.all(Array.from({ length: 20 }, () => anEndedTask()));
      const expiries = Array.from({ length: 8 }, () => tasks.expire(everything, 5));
      const expired = [...(await Promise.all(expiries)), await tasks.expire(everything, 20)].flat();
      expect(idsOf(expired)).toEqual(idsOf(ended));
    });

    test('either expires or revises a task for which both are asked at once', async () => {
      const { tasks } = underTest();
      const ended = await Promise.all(Array.from({ length: 10 }, () => anEndedTask()));
      const [expired, ...revised] = await Promise.all([
        tasks.expire(everything, 10),
        ...ended.map(({ userId, id }) => tasks.revise(userId, id, change)),
      ]);
      const after = revised.flatMap((one) => (one ? [one.after] : []));
      expect(idsOf([...expired, ...after])).toEqual(idsOf(ended));
    });
  });

  describe('a task that has expired', () => {
    test('is on the pages of its owner', async () => {
      const { tasks } = underTest();
      const { userId, id } = await anExpiredTask();
      await aTask(userId);
      expect(await tasks.page(userId, { limit: 10 })).toHaveLength(2);
      const page = await tasks.page(userId, { limit: 10, status: 'expired' });
      expect(idsOf(page)).toEqual([id]);
    });

    test('does not count as unfinished', async () => {
      const { userId } = await anExpiredTask();
      expect(await underTest().tasks.countUnfinished(userId)).toBe(0);
    });

    test('can not be revised', async () => {
      const task = await anExpiredTask();
      expect(await underTest().tasks.revise(task.userId, task.id, change)).toBeUndefined();
      expect(await now(task)).toMatchObject({ status: 'expired', revision: 1 });
    });

    test('can not be converted', async () => {
      const { tasks } = underTest();
      const task = await anExpiredTask();
      const expired = await now(task);
      const attempt = { taskId: task.id, revision: 1, attempt: 0 };
      expect(await tasks.claim({ ...attempt, attempt: 1 })).toBeUndefined();
      expect(await tasks.reportProgress(attempt, 1)).toBe(false);
      expect(await tasks.finish(attempt, aProcessedOutcome(task, 0))).toBe(false);
      expect(await tasks.giveUp(attempt, failureOf('internal'))).toBe(false);
      expect(await now(task)).toEqual(expired);
    });

    test('can be removed', async () => {
      const task = await anExpiredTask();
      const removed = await underTest().tasks.remove(task.userId, task.id);
      expect(removed).toMatchObject({ id: task.id, status: 'expired' });
      expect(await now(task)).toBeUndefined();
    });
  });
}

function idsOf(tasks: readonly Task[]): number[] {
  return tasks.map(({ id }) => id).toSorted((a, b) => a - b);
}

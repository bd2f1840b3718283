import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aFailedOutcome } from '../../builders/outcomes.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

export function describeAttempts(underTest: TaskRepositoryUnderTest): void {
  async function aTask() {
    const { tasks, newUserId } = underTest();
    const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
    const attempt = (number: number) => ({ taskId: task.id, revision: 1, attempt: number });
    const now = () => tasks.find(task.userId, task.id);
    return { tasks, task, attempt, now };
  }

  describe('claiming', () => {
    test('makes the task processing', async () => {
      const { tasks, task, attempt, now } = await aTask();
      const claimed = await tasks.claim(attempt(0));
      expect(claimed).toEqual({
        ...task,
        status: 'processing',
        startedAt: expect.any(Date),
      });
      expect(await now()).toEqual(claimed);
    });

    test('happens once for each attempt', async () => {
      const { tasks, attempt } = await aTask();
      const claims = await Promise.all([1, 2, 3, 4, 5].map(() => tasks.claim(attempt(0))));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('is refused to an earlier attempt', async () => {
      const { tasks, attempt } = await aTask();
      await tasks.claim(attempt(2));
      expect(await tasks.claim(attempt(1))).toBeUndefined();
    });

    test('takes the task over for a later attempt, from the beginning', async () => {
      const { tasks, attempt } = await aTask();
      await tasks.claim(attempt(0));
      await tasks.reportProgress(attempt(0), 80);
      expect(await tasks.claim(attempt(3))).toMatchObject({ status: 'processing', progress: 0 });
    });

    test('is refused for a revision that is not current', async () => {
      const { tasks, attempt, now, task } = await aTask();
      expect(await tasks.claim({ ...attempt(0), revision: 2 })).toBeUndefined();
      expect(await now()).toEqual(task);
    });

    test('is refused after the end', async () => {
      const { tasks, attempt } = await aTask();
      await tasks.claim(attempt(0));
      await tasks.finish(attempt(0), aFailedOutcome());
      expect(await tasks.claim(attempt(1))).toBeUndefined();
    });
  });

  describe('tries', () => {
    test('are counted by claims', async () => {
      const { tasks, attempt } = await aTask();
      expect(await tasks.countTries(attempt(0))).toBe(0);
      for (const number of [0, 1, 4]) await tasks.claim(attempt(number));
      expect(await tasks.countTries(attempt(4))).toBe(3);
    });

    test('are not counted by a claim that is refused', async () => {
      const { tasks, attempt } = await aTask();
      await Promise.all([1, 2, 3].map(() => tasks.claim(attempt(0))));
      expect(await tasks.countTries(attempt(0))).toBe(1);
    });

    test('can be taken back, also after the next claim, but never below none', async () => {
      const { tasks, attempt } = await aTask();
      await tasks.claim(attempt(0));
      await tasks.claim(attempt(1));
      await tasks.takeBackTry(attempt(0));
      expect(await tasks.countTries(attempt(1))).toBe(1);
      for (let times = 0; times < 3; times += 1) await tasks.takeBackTry(attempt(0));
      expect(await tasks.countTries(attempt(1))).toBe(0);
    });

    test('begin anew with a revision, which the older one has no part in', async () => {
      const { tasks, task, attempt } = await aTask();
      await tasks.claim(attempt(0));
      await tasks.revise(task.userId, task.id, { newFormat: 'wav', options: {} });
      const revised = { ...attempt(0), revision: 2 };
      expect(await tasks.countTries(revised)).toBe(0);
      await tasks.claim(revised);
      await tasks.takeBackTry(attempt(0));
      expect(await tasks.countTries(revised)).toBe(1);
    });

    test('are none of a task that is gone', async () => {
      const { tasks, task, attempt } = await aTask();
      await tasks.remove(task.userId, task.id);
      await tasks.takeBackTry(attempt(0));
      expect(await tasks.countTries(attempt(0))).toBe(0);
    });
  });

  describe('reporting progress', () => {
    test('is recorded', async () => {
      const { tasks, attempt, now } = await aTask();
      await tasks.claim(attempt(0));
      expect(await tasks.reportProgress(attempt(0), 37.5)).toBe(true);
      expect(await now()).toMatchObject({ progress: 37.5, status: 'processing' });
    });

    test.each([
      [-5, 0],
      [250, 100],
    ])('takes %d per cent for %d', async (reported, recorded) => {
      const { tasks, attempt, now } = await aTask();
      await tasks.claim(attempt(0));
      expect(await tasks.reportProgress(attempt(0), reported)).toBe(true);
      expect(await now()).toMatchObject({ progress: recorded });
    });

    test('is refused before the claim', async () => {
      const { tasks, attempt, now } = await aTask();
      expect(await tasks.reportProgress(attempt(0), 10)).toBe(false);
      expect(await now()).toMatchObject({ progress: 0, status: 'uploaded' });
    });

    test('is refused to an attempt that lost the task', async () => {
      const { tasks, attempt, now } = await aTask();
      await tasks.claim(attempt(0));
      await tasks.claim(attempt(1));
      expect(await tasks.reportProgress(attempt(0), 10)).toBe(false);
      expect(await now()).toMatchObject({ progress: 0 });
    });

    test('is refused after the task is removed', async () => {
      const { tasks, task, attempt } = await aTask();
      await tasks.claim(attempt(0));
      await tasks.remove(task.userId, task.id);
      expect(await tasks.reportProgress(attempt(0), 10)).toBe(false);
    });
  });
}

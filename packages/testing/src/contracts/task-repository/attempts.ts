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

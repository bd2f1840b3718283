import { soundMissing } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aFailedOutcome, aProcessedOutcome } from '../../builders/outcomes.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

const change = { newFormat: 'ogg', options: { bitRate: 96_000 } } as const;

export function describeRevisions(underTest: TaskRepositoryUnderTest): void {
  async function aTask() {
    const { tasks, newUserId } = underTest();
    const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
    const revise = () => tasks.revise(task.userId, task.id, change);
    return { tasks, task, revise };
  }

  describe('revising', () => {
    test('starts the next revision with the new format and options', async () => {
      const { tasks, task, revise } = await aTask();
      const revised = await revise();
      expect(revised?.before).toEqual(task);
      expect(revised?.after).toEqual({
        ...task,
        ...change,
        revision: 2,
        requestedAt: expect.any(Date),
      });
      expect(await tasks.find(task.userId, task.id)).toEqual(revised?.after);
    });

    test('drops the result and answers it as what was before', async () => {
      const { tasks, task, revise } = await aTask();
      await tasks.claim({ taskId: task.id, revision: 1, attempt: 0 });
      const warnings = [soundMissing(3, 2.7)];
      const outcome = { ...aProcessedOutcome(task, 0), warnings };
      await tasks.finish({ taskId: task.id, revision: 1, attempt: 0 }, outcome);
      const revised = await revise();
      expect(revised?.before).toMatchObject({ ...outcome, revision: 1 });
      expect(revised?.after).toMatchObject({
        status: 'uploaded',
        progress: 0,
        result: null,
        warnings: [],
        startedAt: null,
        endedAt: null,
      });
    });

    test('drops the failure', async () => {
      const { tasks, task, revise } = await aTask();
      await tasks.claim({ taskId: task.id, revision: 1, attempt: 0 });
      await tasks.finish({ taskId: task.id, revision: 1, attempt: 0 }, aFailedOutcome());
      expect((await revise())?.after).toMatchObject({ status: 'uploaded', failure: null });
    });

    test('counts attempts anew', async () => {
      const { tasks, task, revise } = await aTask();
      await tasks.claim({ taskId: task.id, revision: 1, attempt: 4 });
      await revise();
      const attempt = { taskId: task.id, revision: 2, attempt: 0 };
      expect(await tasks.claim(attempt)).toMatchObject({ status: 'processing', revision: 2 });
    });

    test('makes the task unfinished again', async () => {
      const { tasks, task, revise } = await aTask();
      await tasks.claim({ taskId: task.id, revision: 1, attempt: 0 });
      await tasks.finish({ taskId: task.id, revision: 1, attempt: 0 }, aFailedOutcome());
      await revise();
      expect(await tasks.countUnfinished(task.userId)).toBe(1);
    });

    test('several times at once makes as many revisions', async () => {
      const { revise } = await aTask();
      const revised = await Promise.all([revise(), revise(), revise(), revise()]);
      const revisions = revised.map((one) => one?.after.revision ?? 0).toSorted((a, b) => a - b);
      expect(revisions).toEqual([2, 3, 4, 5]);
      for (const one of revised) {
        expect(one?.after.revision).toBe((one?.before.revision ?? 0) + 1);
      }
    });

    test('leaves other tasks as they are', async () => {
      const { tasks, task, revise } = await aTask();
      const other = await tasks.insert(aNewTask({ userId: task.userId }));
      await revise();
      expect(await tasks.find(other.userId, other.id)).toEqual(other);
    });
  });
}

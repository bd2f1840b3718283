import { failureOf } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aFailedOutcome } from '../../builders/outcomes.ts';
import { absentFileIds, absentIds } from '../support/absent.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

export function describeLookups(underTest: TaskRepositoryUnderTest): void {
  async function aTask() {
    const { tasks, newUserId } = underTest();
    return { tasks, task: await tasks.insert(aNewTask({ userId: await newUserId() })) };
  }

  describe('looking up', () => {
    test('finds a task by its file, in any letter case', async () => {
      const { tasks, task } = await aTask();
      expect(await tasks.findByFile(task.userId, task.fileId)).toEqual(task);
      expect(await tasks.findByFile(task.userId, task.fileId.toUpperCase())).toEqual(task);
    });

    test('finds the current revision only', async () => {
      const { tasks, task } = await aTask();
      expect(await tasks.findRevision({ taskId: task.id, revision: 1 })).toEqual(task);
      expect(await tasks.findRevision({ taskId: task.id, revision: 2 })).toBeUndefined();
    });

    test('finds the current revision of a file only', async () => {
      const { tasks, task } = await aTask();
      expect(await tasks.findRevisionByFile(task.fileId, 1)).toEqual(task);
      expect(await tasks.findRevisionByFile(task.fileId, 2)).toBeUndefined();
    });

    test.each(absentFileIds)('knows no file %j', async (fileId) => {
      const { tasks, task } = await aTask();
      expect(await tasks.findByFile(task.userId, fileId)).toBeUndefined();
      expect(await tasks.findRevisionByFile(fileId, 1)).toBeUndefined();
    });

    test.each(absentIds)('knows no task %d', async (id) => {
      const { tasks, task } = await aTask();
      const change = { newFormat: 'wav', options: {} } as const;
      expect(await tasks.find(task.userId, id)).toBeUndefined();
      expect(await tasks.findRevision({ taskId: id, revision: 1 })).toBeUndefined();
      expect(await tasks.revise(task.userId, id, change)).toBeUndefined();
      expect(await tasks.remove(task.userId, id)).toBeUndefined();
    });

    test.each(absentIds)('knows no attempt at task %d', async (id) => {
      const { tasks } = await aTask();
      const attempt = { taskId: id, revision: 1, attempt: 0 };
      expect(await tasks.claim(attempt)).toBeUndefined();
      expect(await tasks.reportProgress(attempt, 1)).toBe(false);
      expect(await tasks.finish(attempt, aFailedOutcome())).toBe(false);
      expect(await tasks.giveUp(attempt, failureOf('internal'))).toBe(false);
    });

    test.each(absentIds)('knows no user %d', async (userId) => {
      const { tasks, task } = await aTask();
      expect(await tasks.find(userId, task.id)).toBeUndefined();
      expect(await tasks.findByFile(userId, task.fileId)).toBeUndefined();
      expect(await tasks.page(userId, { limit: 10 })).toEqual([]);
      expect(await tasks.countUnfinished(userId)).toBe(0);
    });

    test.each([0, 2 ** 31, -1])('knows no revision %d', async (revision) => {
      const { tasks, task } = await aTask();
      expect(await tasks.findRevision({ taskId: task.id, revision })).toBeUndefined();
      expect(await tasks.findRevisionByFile(task.fileId, revision)).toBeUndefined();
    });
  });
}

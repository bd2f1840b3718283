import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

export function describeOwnership(underTest: TaskRepositoryUnderTest): void {
  async function adasTaskAndBob() {
    const { tasks, newUserId } = underTest();
    const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
    return { tasks, task, bob: await newUserId() };
  }

  describe('the task of another', () => {
    test('is not found', async () => {
      const { tasks, task, bob } = await adasTaskAndBob();
      expect(await tasks.find(bob, task.id)).toBeUndefined();
    });

    test('is not found by its file', async () => {
      const { tasks, task, bob } = await adasTaskAndBob();
      expect(await tasks.findByFile(bob, task.fileId)).toBeUndefined();
    });

    test('is on no page', async () => {
      const { tasks, bob } = await adasTaskAndBob();
      expect(await tasks.page(bob, { limit: 1000 })).toEqual([]);
    });

    test('does not count', async () => {
      const { tasks, bob } = await adasTaskAndBob();
      expect(await tasks.countUnfinished(bob)).toBe(0);
    });

    test('can not be revised', async () => {
      const { tasks, task, bob } = await adasTaskAndBob();
      const change = { newFormat: 'wav', options: {} } as const;
      expect(await tasks.revise(bob, task.id, change)).toBeUndefined();
      expect(await tasks.find(task.userId, task.id)).toEqual(task);
    });

    test('can not be removed', async () => {
      const { tasks, task, bob } = await adasTaskAndBob();
      expect(await tasks.remove(bob, task.id)).toBeUndefined();
      expect(await tasks.find(task.userId, task.id)).toEqual(task);
    });
  });
}

import { randomUUID } from 'node:crypto';
import { originalKey, resultKey } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aProcessedOutcome } from '../../builders/outcomes.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

export function describeReferences(underTest: TaskRepositoryUnderTest): void {
  async function aProcessedTask() {
    const { tasks, newUserId } = underTest();
    const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
    const attempt = { taskId: task.id, revision: 1, attempt: 0 };
    await tasks.claim(attempt);
    await tasks.finish(attempt, aProcessedOutcome(task, 0));
    const result = resultKey(task.fileId, { revision: 1, attempt: 0 });
    return { tasks, task, original: task.original.key, result };
  }

  describe('referenced keys', () => {
    test('are those of originals and results', async () => {
      const { tasks, original, result } = await aProcessedTask();
      const orphan = originalKey(randomUUID());
      const found = await tasks.referenced([original, result, orphan]);
      expect(found).toEqual(new Set([original, result]));
    });

    test('are none of the attempts that did not publish', async () => {
      const { tasks, task } = await aProcessedTask();
      const stale = resultKey(task.fileId, { revision: 1, attempt: 1 });
      expect(await tasks.referenced([stale])).toEqual(new Set());
    });

    test('are no longer those of a task that is removed', async () => {
      const { tasks, task, original, result } = await aProcessedTask();
      await tasks.remove(task.userId, task.id);
      expect(await tasks.referenced([original, result])).toEqual(new Set());
    });

    test('are no longer those of a task that has expired', async () => {
      const { tasks, original, result } = await aProcessedTask();
      await tasks.expire(new Date('9999-01-01'), 1000);
      expect(await tasks.referenced([original, result])).toEqual(new Set());
    });

    test('are no longer the results of earlier revisions', async () => {
      const { tasks, task, original, result } = await aProcessedTask();
      await tasks.revise(task.userId, task.id, { newFormat: 'wav', options: {} });
      expect(await tasks.referenced([original, result])).toEqual(new Set([original]));
    });

    test('are none when none is asked for', async () => {
      const { tasks } = underTest();
      expect(await tasks.referenced([])).toEqual(new Set());
    });
  });
}

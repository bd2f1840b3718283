import { failureOf, soundMissing } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aFailedOutcome, aProcessedOutcome } from '../../builders/outcomes.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

export function describeEnds(underTest: TaskRepositoryUnderTest): void {
  async function aTask() {
    const { tasks, newUserId } = underTest();
    const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
    const attempt = (number: number) => ({ taskId: task.id, revision: 1, attempt: number });
    const now = () => tasks.find(task.userId, task.id);
    return { tasks, task, attempt, now };
  }

  async function aClaimedTask() {
    const claimed = await aTask();
    await claimed.tasks.claim(claimed.attempt(0));
    return claimed;
  }

  describe('finishing', () => {
    test('as processed records the result', async () => {
      const { tasks, task, attempt, now } = await aClaimedTask();
      const outcome = aProcessedOutcome(task, 0);
      expect(await tasks.finish(attempt(0), outcome)).toBe(true);
      expect(await now()).toMatchObject({
        status: 'processed',
        progress: 100,
        result: 'result' in outcome && outcome.result,
        failure: null,
        endedAt: expect.any(Date),
      });
    });

    test('as processed records what the result lacks', async () => {
      const { tasks, task, attempt, now } = await aClaimedTask();
      const warnings = [soundMissing(3, 2.7)];
      await tasks.finish(attempt(0), { ...aProcessedOutcome(task, 0), warnings });
      expect(await now()).toMatchObject({ status: 'processed', warnings });
    });

    test('as failed records why', async () => {
      const { tasks, attempt, now } = await aClaimedTask();
      expect(await tasks.finish(attempt(0), aFailedOutcome())).toBe(true);
      expect(await now()).toMatchObject({
        status: 'failed',
        result: null,
        failure: failureOf('damaged'),
        endedAt: expect.any(Date),
      });
    });

    test('happens once', async () => {
      const { tasks, task, attempt } = await aClaimedTask();
      const outcomes = [aProcessedOutcome(task, 0), aFailedOutcome(), aProcessedOutcome(task, 0)];
      const ends = await Promise.all(outcomes.map((one) => tasks.finish(attempt(0), one)));
      expect(ends.filter(Boolean)).toHaveLength(1);
    });

    test('is refused before the claim', async () => {
      const { tasks, task, attempt, now } = await aTask();
      expect(await tasks.finish(attempt(0), aProcessedOutcome(task, 0))).toBe(false);
      expect(await now()).toEqual(task);
    });

    test('is refused to an attempt that lost the task', async () => {
      const { tasks, task, attempt, now } = await aClaimedTask();
      const taken = await tasks.claim(attempt(1));
      expect(await tasks.finish(attempt(0), aProcessedOutcome(task, 0))).toBe(false);
      expect(await now()).toEqual(taken);
    });

    test('is refused after a change of format', async () => {
      const { tasks, task, attempt, now } = await aClaimedTask();
      const change = { newFormat: 'wav', options: {} } as const;
      const revised = await tasks.revise(task.userId, task.id, change);
      expect(await tasks.finish(attempt(0), aProcessedOutcome(task, 0))).toBe(false);
      expect(await now()).toEqual(revised?.after);
    });

    test('is refused after the task is removed', async () => {
      const { tasks, task, attempt, now } = await aClaimedTask();
      await tasks.remove(task.userId, task.id);
      expect(await tasks.finish(attempt(0), aProcessedOutcome(task, 0))).toBe(false);
      expect(await now()).toBeUndefined();
    });
  });

  describe('giving up', () => {
    test('ends a task that waits', async () => {
      const { tasks, task, now } = await aTask();
      const failure = failureOf('internal');
      expect(await tasks.giveUp({ taskId: task.id, revision: 1 }, failure)).toBe(true);
      expect(await now()).toMatchObject({ status: 'failed', failure, endedAt: expect.any(Date) });
    });

    test('ends a task whichever attempt has it', async () => {
      const { tasks, task, attempt } = await aClaimedTask();
      const failure = failureOf('internal');
      expect(await tasks.giveUp({ taskId: task.id, revision: 1 }, failure)).toBe(true);
      expect(await tasks.finish(attempt(0), aProcessedOutcome(task, 0))).toBe(false);
    });

    test('leaves a task that has ended', async () => {
      const { tasks, task, attempt, now } = await aClaimedTask();
      await tasks.finish(attempt(0), aProcessedOutcome(task, 0));
      const ended = await now();
      const revision = { taskId: task.id, revision: 1 };
      expect(await tasks.giveUp(revision, failureOf('internal'))).toBe(false);
      expect(await now()).toEqual(ended);
    });

    test('leaves another revision', async () => {
      const { tasks, task, now } = await aTask();
      const revision = { taskId: task.id, revision: 2 };
      expect(await tasks.giveUp(revision, failureOf('internal'))).toBe(false);
      expect(await now()).toEqual(task);
    });
  });

  describe('removing', () => {
    test('answers the task as it was, and it is gone', async () => {
      const { tasks, task, now } = await aTask();
      expect(await tasks.remove(task.userId, task.id)).toEqual(task);
      expect(await now()).toBeUndefined();
      expect(await tasks.findByFile(task.userId, task.fileId)).toBeUndefined();
    });

    test('happens once', async () => {
      const { tasks, task } = await aTask();
      const removals = [1, 2, 3].map(() => tasks.remove(task.userId, task.id));
      expect((await Promise.all(removals)).filter(Boolean)).toHaveLength(1);
    });
  });
}

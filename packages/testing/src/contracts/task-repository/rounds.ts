import type { Task } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

const change = { newFormat: 'ogg', options: {} } as const;

export function describeRounds(underTest: TaskRepositoryUnderTest): void {
  const insert = (userId: number) => underTest().tasks.insert(aNewTask({ userId }));
  const claim = ({ id, revision }: Task) =>
    underTest().tasks.claim({ taskId: id, revision, attempt: 0 });
  const revise = async ({ userId, id }: Task) =>
    (await underTest().tasks.revise(userId, id, change))?.after;

  /** Somebody with three tasks that wait. */
  async function aLine() {
    const userId = await underTest().newUserId();
    return [await insert(userId), await insert(userId), await insert(userId)] as const;
  }

  /** The round in which a new person's first task would be served now. */
  async function newcomersRound(): Promise<number> {
    const { tasks, newUserId } = underTest();
    const { id, userId, round } = await insert(await newUserId());
    await tasks.remove(userId, id);
    return round;
  }

  describe('rounds', () => {
    test('have one task of each person', async () => {
      const next = await newcomersRound();
      const rounds = [...(await aLine()), ...(await aLine())].map(({ round }) => round);
      expect(rounds).toEqual([next, next + 1, next + 2, next, next + 1, next + 2]);
    });

    test('are closed to newcomers as soon as one of their tasks is claimed', async () => {
      const [first, second] = await aLine();
      await claim(first);
      expect(await newcomersRound()).toBe(first.round + 1);
      await claim(second);
      expect(await newcomersRound()).toBe(second.round + 1);
    });

    test('do not begin anew when a task of an earlier one is claimed late', async () => {
      const [first, , third] = await aLine();
      await claim(third);
      await claim(first);
      expect(await newcomersRound()).toBe(third.round + 1);
    });

    test('are not taken up by tasks that were deleted while they waited', async () => {
      const line = await aLine();
      for (const { userId, id } of line) await underTest().tasks.remove(userId, id);
      expect((await insert(line[0].userId)).round).toBe(line[0].round);
    });

    test('stay the same for a task that nobody claimed before its format changed', async () => {
      const [first] = await aLine();
      const revised = await revise(first);
      expect(revised).toMatchObject({ revision: 2, round: first.round });
    });

    test('come anew for a task that was claimed before its format changed', async () => {
      const [first, , third] = await aLine();
      await claim(first);
      expect(await revise(first)).toMatchObject({ revision: 2, round: third.round + 1 });
    });
  });
}

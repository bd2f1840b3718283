import type { NewTask, Task, TaskRepository } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import { aFailedOutcome } from '../../builders/outcomes.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

export function describePages(underTest: TaskRepositoryUnderTest): void {
  async function someTasks(...overrides: Partial<NewTask>[]) {
    const { tasks, newUserId } = underTest();
    const userId = await newUserId();
    const inserted: Task[] = [];
    for (const one of overrides) inserted.push(await tasks.insert(aNewTask({ ...one, userId })));
    return { tasks, userId, inserted, ids: inserted.map(({ id }) => id) };
  }

  const idsOf = (page: readonly Task[]) => page.map(({ id }) => id);

  describe('a page of tasks', () => {
    test('is empty for who has none', async () => {
      const { tasks, userId } = await someTasks();
      expect(await tasks.page(userId, { limit: 10 })).toEqual([]);
    });

    test('has the newest first', async () => {
      const { tasks, userId, inserted } = await someTasks({}, {}, {});
      expect(await tasks.page(userId, { limit: 10 })).toEqual(inserted.toReversed());
    });

    test('goes on below the last id of the page before', async () => {
      const { tasks, userId, ids } = await someTasks({}, {}, {}, {}, {});
      const [one = 0, two = 0, three = 0, four = 0, five = 0] = ids;
      expect(idsOf(await tasks.page(userId, { limit: 2 }))).toEqual([five, four]);
      expect(idsOf(await tasks.page(userId, { limit: 2, before: four }))).toEqual([three, two]);
      expect(idsOf(await tasks.page(userId, { limit: 2, before: two }))).toEqual([one]);
      expect(idsOf(await tasks.page(userId, { limit: 2, before: one }))).toEqual([]);
    });

    test.each([2 ** 31, Number.MAX_SAFE_INTEGER])('below %d has everything', async (before) => {
      const { tasks, userId, ids } = await someTasks({}, {});
      expect(idsOf(await tasks.page(userId, { limit: 10, before }))).toEqual(ids.toReversed());
    });

    test.each([0, -1, -(2 ** 40)])('below %d has nothing', async (before) => {
      const { tasks, userId } = await someTasks({});
      expect(await tasks.page(userId, { limit: 10, before })).toEqual([]);
    });

    test('can be of one format', async () => {
      const { tasks, userId, ids } = await someTasks({ newFormat: 'wav' }, { newFormat: 'ogg' });
      expect(idsOf(await tasks.page(userId, { limit: 10, format: 'wav' }))).toEqual([ids[0]]);
    });

    test('can be of one status', async () => {
      const { tasks, userId, inserted } = await someTasks({}, {}, {});
      const [claimed, failed, waiting] = inserted;
      await claim(tasks, claimed);
      await fail(tasks, failed);
      const of = async (status: Task['status']) =>
        idsOf(await tasks.page(userId, { limit: 10, status }));
      expect(await of('processing')).toEqual([claimed?.id]);
      expect(await of('failed')).toEqual([failed?.id]);
      expect(await of('uploaded')).toEqual([waiting?.id]);
      expect(await of('processed')).toEqual([]);
    });

    test('can be of one status and format, below an id', async () => {
      const wav = { newFormat: 'wav' } as const;
      const { tasks, userId, ids } = await someTasks(wav, { newFormat: 'ogg' }, wav, wav);
      const query = { limit: 10, status: 'uploaded', format: 'wav', before: ids[3] ?? 0 } as const;
      expect(idsOf(await tasks.page(userId, query))).toEqual([ids[2], ids[0]]);
    });
  });

  describe('unfinished tasks', () => {
    test('are those that wait or are converted', async () => {
      const { tasks, userId, inserted } = await someTasks({}, {}, {});
      const [claimed, failed] = inserted;
      await claim(tasks, claimed);
      await fail(tasks, failed);
      expect(await tasks.countUnfinished(userId)).toBe(2);
    });
  });
}

function claim(tasks: TaskRepository, task: Task | undefined) {
  return tasks.claim({ taskId: task?.id ?? 0, revision: 1, attempt: 0 });
}

async function fail(tasks: TaskRepository, task: Task | undefined): Promise<void> {
  await claim(tasks, task);
  await tasks.finish({ taskId: task?.id ?? 0, revision: 1, attempt: 0 }, aFailedOutcome());
}

import { randomUUID } from 'node:crypto';
import { originalKey } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aNewTask } from '../../builders/a-new-task.ts';
import type { TaskRepositoryUnderTest } from './subject.ts';

const strangeNames = [
  "'; drop table tasks; --",
  'naïve Ünïcödé – 歌 🎵.mp3',
  '-rf.mp3',
  '%03d.wav',
  '"quoted" \\back.ogg',
  `${'x'.repeat(251)}.mp3`,
];

export function describeRecords(underTest: TaskRepositoryUnderTest): void {
  describe('recording a task', () => {
    test('answers it as uploaded, in its first revision', async () => {
      const { tasks, newUserId } = underTest();
      const newTask = aNewTask({ userId: await newUserId(), options: { bitRate: 128_000 } });
      const task = await tasks.insert(newTask);
      expect(task).toMatchObject({
        ...newTask,
        revision: 1,
        status: 'uploaded',
        progress: 0,
        result: null,
        failure: null,
        warnings: [],
        startedAt: null,
        endedAt: null,
      });
      expect(task.id).toBeGreaterThan(0);
      expect(task.createdAt).toBeInstanceOf(Date);
      expect(task.requestedAt).toEqual(task.createdAt);
    });

    test('keeps what was answered', async () => {
      const { tasks, newUserId } = underTest();
      const task = await tasks.insert(aNewTask({ userId: await newUserId() }));
      expect(await tasks.find(task.userId, task.id)).toEqual(task);
    });

    test('gives later tasks higher ids', async () => {
      const { tasks, newUserId } = underTest();
      const userId = await newUserId();
      const first = await tasks.insert(aNewTask({ userId }));
      const second = await tasks.insert(aNewTask({ userId }));
      expect(second.id).toBeGreaterThan(first.id);
    });

    test.each(strangeNames)('keeps the name %j as it is', async (name) => {
      const { tasks, newUserId } = underTest();
      const fileId = randomUUID();
      const original = { key: originalKey(fileId), name, size: 1 };
      const task = await tasks.insert(aNewTask({ userId: await newUserId(), fileId, original }));
      expect((await tasks.find(task.userId, task.id))?.original).toEqual(original);
    });

    test('keeps a size beyond four gigabytes as a number', async () => {
      const { tasks, newUserId } = underTest();
      const fileId = randomUUID();
      const original = { key: originalKey(fileId), name: 'long.wav', size: 5_000_000_000 };
      const task = await tasks.insert(aNewTask({ userId: await newUserId(), fileId, original }));
      expect(task.original.size).toBe(5_000_000_000);
    });
  });
}

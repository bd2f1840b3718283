import { randomUUID } from 'node:crypto';
import { ExpireTasks, failureOf, originalKey, SweepFiles, type Task } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { sound, stream, World } from './support/world.ts';

const days = 24;

describe('expiring tasks', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  const expire = () =>
    new ExpireTasks({ ...world, retentionDays: 7 }).execute(new AbortController().signal);

  const aTask = async () => world.submit(await world.signUp());

  const aProcessedTask = async () => {
    const task = await aTask();
    await world.convertTask.execute(world.delivery(task, 0));
    return task;
  };

  const filesGone = async () => {
    expect(await world.stored('originals')).toEqual([]);
    expect(await world.stored('results')).toEqual([]);
  };

  it('removes the files of a task that was processed, and keeps its record', async () => {
    const task = await aProcessedTask();
    world.passHours(8 * days);
    expect(await expire()).toBe(1);
    expect(await world.current(task)).toMatchObject({ status: 'expired', result: null });
    await filesGone();
  });

  it('removes the original of a task that failed', async () => {
    const task = await aTask();
    await world.tasks.giveUp({ taskId: task.id, revision: 1 }, failureOf('damaged'));
    world.passHours(8 * days);
    expect(await expire()).toBe(1);
    expect(await world.current(task)).toMatchObject({
      status: 'expired',
      failure: { code: 'damaged' },
    });
    await filesGone();
  });

  it('happens once', async () => {
    await aProcessedTask();
    world.passHours(8 * days);
    await expire();
    expect(await expire()).toBe(0);
  });

  it('leaves what is kept a while longer', async () => {
    const task = await aProcessedTask();
    world.passHours(7 * days);
    expect(await expire()).toBe(0);
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
    expect(await world.stored('results')).toHaveLength(1);
  });

  it('counts from the end of the conversion', async () => {
    const task = await aTask();
    world.passHours(6 * days);
    await world.convertTask.execute(world.delivery(task, 0));
    world.passHours(6 * days);
    expect(await expire()).toBe(0);
  });

  it('leaves what is not converted yet, however old', async () => {
    const task = await aTask();
    world.passHours(100 * days);
    expect(await expire()).toBe(0);
    expect(await world.current(task)).toEqual(task);
    expect(await world.stored('originals')).toHaveLength(1);
  });

  it('never happens unless somebody wants it', async () => {
    const task = await aProcessedTask();
    world.passHours(10_000 * days);
    world.tasks.expire = () => Promise.reject(new Error('nobody wants it'));
    const never = new ExpireTasks({ ...world, retentionDays: undefined });
    expect(await never.execute(new AbortController().signal)).toBe(0);
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
    expect(await world.stored('results')).toHaveLength(1);
  });

  describe('of a benchmark', () => {
    const benchmarkOf = async (count: number) => {
      const key = originalKey(randomUUID());
      const { size } = await world.storage.write(key, stream(sound));
      const original = { key, name: 'song.wav', size };
      const task = { newFormat: 'mp3', options: {}, original } as const;
      const revisions = await world.benchmarks.insert(randomUUID(), task, count);
      return { key, revisions };
    };

    it('keeps the original that they share until the last of them has expired', async () => {
      const { key, revisions } = await benchmarkOf(2);
      for (const revision of revisions) {
        await world.tasks.giveUp(revision, failureOf('damaged'));
        world.passHours(5 * days);
      }
      expect(await expire()).toBe(1);
      expect(await world.stored('originals')).toEqual([key]);
      world.passHours(5 * days);
      expect(await expire()).toBe(1);
      await filesGone();
    });

    it('gets through more than it takes at once', async () => {
      const { revisions } = await benchmarkOf(1001);
      for (const revision of revisions) await world.tasks.giveUp(revision, failureOf('damaged'));
      world.passHours(8 * days);
      expect(await expire()).toBe(1001);
      await filesGone();
    });
  });

  describe('while a format is changed', () => {
    let task: Task;

    beforeEach(async () => {
      task = await aProcessedTask();
      world.passHours(8 * days);
    });

    it('leaves the task if the change comes first', async () => {
      const expireRecords = world.tasks.expire.bind(world.tasks);
      world.tasks.expire = async (...bounds) => {
        await world.change(task, 'wav');
        return expireRecords(...bounds);
      };
      expect(await expire()).toBe(0);
      const changed = { ...task, revision: 2 };
      await world.convertTask.execute(world.delivery(changed, 0));
      expect(await world.current(task)).toMatchObject({ status: 'processed', revision: 2 });
    });

    it('refuses the change if that comes second', async () => {
      const expireRecords = world.tasks.expire.bind(world.tasks);
      world.tasks.expire = async (...bounds) => {
        const expired = await expireRecords(...bounds);
        await expect(world.change(task, 'wav')).rejects.toMatchObject({ code: 'task_expired' });
        return expired;
      };
      expect(await expire()).toBe(1);
      expect(await world.current(task)).toMatchObject({ status: 'expired', revision: 1 });
      await filesGone();
    });
  });

  it('leaves to the sweep what it could not remove', async () => {
    const task = await aProcessedTask();
    world.passHours(8 * days);
    world.storage.isAway = true;
    await expect(expire()).rejects.toMatchObject({ code: 'storage_unavailable' });
    world.storage.isAway = false;
    expect(await world.current(task)).toMatchObject({ status: 'expired' });
    expect(await new SweepFiles(world).execute(new AbortController().signal)).toBe(2);
    await filesGone();
  });
});

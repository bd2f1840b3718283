import { ExpireTasks, type Reader, type Task } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { World } from './support/world.ts';

describe('a task that has expired', () => {
  let world: World;
  let task: Task;

  beforeEach(async () => {
    world = new World();
    task = await world.submit(await world.signUp());
    await world.convertTask.execute(world.delivery(task, 0));
    world.passHours(48);
    await new ExpireTasks({ ...world, retentionDays: 1 }).execute(new AbortController().signal);
  });

  it('has no file any more, and says so to its owner and to whoever has the link', async () => {
    const readers: readonly Reader[] = [{ userId: task.userId }, { linkQuery: { revision: '1' } }];
    for (const reader of readers) {
      await expect(world.openResult.execute(task.fileId, reader)).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('upload the original again'),
      });
    }
  });

  it('can not be converted to another format', async () => {
    await expect(world.change(task, 'wav')).rejects.toMatchObject({ code: 'task_expired' });
    expect(await world.current(task)).toMatchObject({ status: 'expired', revision: 1 });
    expect(world.jobs.sent('convert')).toHaveLength(1);
  });

  it("is as absent as ever for another's change of format", async () => {
    const bob = { ...task, userId: await world.signUp() };
    await expect(world.change(bob, 'wav')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('can be deleted', async () => {
    await world.deleteTask.execute(task.userId, task.id);
    expect(await world.current(task)).toBeUndefined();
  });

  it('is converted by no late delivery', async () => {
    await world.convertTask.execute(world.delivery(task, 1));
    expect(world.transcoder.conversions).toBe(1);
    expect(await world.current(task)).toMatchObject({ status: 'expired' });
    expect(await world.stored('results')).toEqual([]);
  });
});

import { DomainError, failureOf, type Task } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { World } from './support/world.ts';

describe('a task that failed', () => {
  it('has no file and never will have', async () => {
    const world = new World();
    const { id, userId, fileId } = await world.submit(await world.signUp());
    await world.tasks.giveUp({ taskId: id, revision: 1 }, failureOf('damaged'));
    await expect(world.openResult.execute(fileId, { userId })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('failed'),
    });
  });
});

describe('an unfinished task', () => {
  it('can be changed however many there are, since that makes none more', async () => {
    const world = new World();
    const task = await world.submit(await world.signUp());
    for (let n = 0; n < 2; n += 1) await world.submit(task.userId);
    expect(await world.change(task, 'wav')).toMatchObject({ revision: 2, newFormat: 'wav' });
  });
});

describe('a processed task', () => {
  let world: World;
  let task: Task;

  beforeEach(async () => {
    world = new World();
    task = await world.submit(await world.signUp());
    await world.convertTask.execute(world.delivery(task, 0));
  });

  const read = async (linkQuery?: Readonly<Record<string, unknown>>) => {
    const reader = linkQuery ? { linkQuery } : { userId: task.userId };
    return world.openResult.execute(task.fileId, reader);
  };

  it('can be read by its owner and by whoever has the link', async () => {
    const byOwner = await read();
    const byLink = await read({ revision: '1' });
    expect(byOwner).toMatchObject({ name: 'song.ogg', mimeType: 'audio/ogg' });
    expect(byLink).toMatchObject({ name: 'song.ogg', version: byOwner.version });
  });

  it("is not there for others, nor by another revision's link", async () => {
    const bob = { userId: await world.signUp() };
    await expect(world.openResult.execute(task.fileId, bob)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(read({ revision: '2' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('begins anew when its format is changed: result and link are gone', async () => {
    const changed = await world.change(task, 'WAV');
    expect(changed).toMatchObject({
      revision: 2,
      status: 'uploaded',
      newFormat: 'wav',
      result: null,
    });
    expect(await world.stored('results')).toEqual([]);
    await expect(read()).rejects.toMatchObject({ code: 'file_not_ready' });
    await expect(read({ revision: '1' })).rejects.toMatchObject({ code: 'not_found' });
    await world.convertTask.execute(world.delivery(changed, 0));
    const again = await read();
    expect(again).toMatchObject({ name: 'song.wav', mimeType: 'audio/wav' });
  });

  it('is changed and deleted also while its files can not be removed', async () => {
    world.storage.delete = () => Promise.reject(new DomainError('storage_unavailable', 'away'));
    const changed = await world.change(task, 'wav');
    expect(changed).toMatchObject({ revision: 2, status: 'uploaded' });
    await world.deleteTask.execute(task.userId, task.id);
    expect(await world.tasks.find(task.userId, task.id)).toBeUndefined();
    expect(world.logger.entries.filter(({ level }) => level === 'warn')).toHaveLength(2);
  });

  it('is gone with all its files when it is deleted', async () => {
    await world.deleteTask.execute(task.userId, task.id);
    expect(await world.current(task)).toBeUndefined();
    expect(await world.stored('originals')).toEqual([]);
    expect(await world.stored('results')).toEqual([]);
    await expect(read()).rejects.toMatchObject({ code: 'not_found' });
    await expect(world.deleteTask.execute(task.userId, task.id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is changed only where its owner may have another unfinished task', async () => {
    for (let n = 0; n < 3; n += 1) await world.submit(task.userId);
    await expect(world.change(task, 'wav')).rejects.toMatchObject({ code: 'too_many_tasks' });
    expect(await world.current(task)).toMatchObject({ revision: 1, status: 'processed' });
  });

  it('can be changed and deleted by nobody else', async () => {
    const bob = await world.signUp();
    await expect(world.change({ ...task, userId: bob }, 'wav')).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(world.deleteTask.execute(bob, task.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await world.current(task)).toMatchObject({ status: 'processed', revision: 1 });
  });
});

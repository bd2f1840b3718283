import { DomainError, type FormatName } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { sound, stream, World } from './support/world.ts';

describe('submitting a task', () => {
  let world: World;
  let ada: number;

  beforeEach(async () => {
    world = new World();
    ada = await world.signUp();
  });

  it('records the task and sends its job', async () => {
    const task = await world.submit(ada, 'AAC', 'Lied.MP3');
    expect(task).toMatchObject({
      userId: ada,
      status: 'uploaded',
      revision: 1,
      newFormat: 'acc',
      original: { name: 'Lied.MP3', size: sound.length },
    });
    const payload = { taskId: task.id, revision: 1, requestId: 'r1' };
    expect(world.jobs.sent('convert')).toEqual([payload]);
    expect(await world.stored('originals')).toEqual([task.original.key]);
  });

  it.each([
    { newFormat: 'xyz', code: 'unsupported_format' },
    { newFormat: '', code: 'unsupported_format' },
    { fileName: 'a\n.wav', code: 'invalid_field' },
    { options: { bitRate: 1 }, code: 'invalid_field' },
    { newFormat: 'wav', options: { bitRate: 64_000 }, code: 'invalid_field' },
    { options: { channels: 9 }, code: 'invalid_field' },
  ])('refuses what can not be done, and keeps nothing: %j', async ({ code, ...fault }) => {
    const upload = await world.receiveUpload.execute(stream(sound));
    const good = { userId: ada, fileName: 'a.wav', newFormat: 'mp3', options: {}, requestId: 'r' };
    const submitted = world.submitTask.execute({ upload, ...good, ...fault });
    await expect(submitted).rejects.toMatchObject({ code });
    expect(await world.stored('originals')).toEqual([]);
    expect(world.jobs.sent('convert')).toEqual([]);
  });

  it('refuses a format that no living converter can write, and names those that can be', async () => {
    await world.registry.announce({
      id: 'c1',
      host: 'h',
      startedAt: world.now,
      concurrency: 1,
      formats: ['wav', 'mp3'],
      taskIds: [],
    });
    await expect(world.submit(ada, 'wma')).rejects.toMatchObject({
      code: 'format_unavailable',
      message: expect.stringContaining('wav, mp3'),
    });
    await expect(world.submit(ada, 'wav')).resolves.toBeDefined();
  });

  it('refuses a format some seconds after the only converter that can write it has gone', async () => {
    const announce = (id: string, formats: readonly FormatName[]) =>
      world.registry.announce({
        ...{ id, host: 'h', startedAt: world.now, concurrency: 1, taskIds: [] },
        formats,
      });
    await announce('c1', ['wav']);
    await world.submit(ada, 'wav');
    await world.registry.withdraw('c1');
    world.now = new Date(world.now.getTime() + 3000);
    await announce('c2', ['mp3']);
    await expect(world.submit(ada, 'wav')).rejects.toMatchObject({ code: 'format_unavailable' });
  });

  it('lets nobody have more unfinished tasks than allowed', async () => {
    for (let n = 0; n < 3; n += 1) await world.submit(ada);
    await expect(world.submit(ada)).rejects.toMatchObject({ code: 'too_many_tasks' });
    expect(await world.stored('originals')).toHaveLength(3);
    await expect(world.submit(await world.signUp())).resolves.toBeDefined();
  });

  it('says why a file is refused also while that can not be removed', async () => {
    for (let n = 0; n < 3; n += 1) await world.submit(ada);
    world.storage.delete = () => Promise.reject(new DomainError('storage_unavailable', 'away'));
    await expect(world.submit(ada)).rejects.toMatchObject({ code: 'too_many_tasks' });
  });

  it("puts nobody's first task behind another's second", async () => {
    const order: number[] = [];
    world.transcoder.step = async ({ taskId }) => void order.push(taskId);
    const bob = await world.signUp();
    const adas = [await world.submit(ada), await world.submit(ada), await world.submit(ada)];
    const bobs = await world.submit(bob);
    await world.startConverter();
    await expect.poll(() => order.length).toBe(4);
    await world.stop();
    expect(order.indexOf(bobs.id)).toBeLessThan(order.indexOf(adas[1]?.id ?? 0));
  });

  it('keeps the file when the database went away, which may have recorded it', async () => {
    const { DomainError } = await import('@cloudconvert/core');
    world.unitOfWork.runInTurn = () =>
      Promise.reject(new DomainError('database_unavailable', 'away'));
    await expect(world.submit(ada)).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await world.stored('originals')).toHaveLength(1);
  });
});

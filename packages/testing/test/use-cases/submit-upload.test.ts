import { createHash } from 'node:crypto';
import {
  DomainError,
  failureOf,
  originalKey,
  type PendingUpload,
  type Task,
} from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../src/index.ts';
import { announce, claim, send } from './support/uploads.ts';
import { sound, World } from './support/world.ts';

const md5 = createHash('md5').update(sound).digest('base64');
const other = sound.toReversed();

describe('claiming an upload', () => {
  let world: World;
  let ada: number;
  let upload: PendingUpload;

  beforeEach(async () => {
    world = new World();
    ada = await world.signUp();
    upload = await announce(world, ada, { fileName: 'Lied.WAV', md5 });
  });

  const originalOf = async ({ original }: Task) => collect(await world.storage.read(original.key));

  it('makes a task of its bytes and sends the job', async () => {
    await send(world, upload);
    const task = await claim(world, upload, { newFormat: 'AAC' });
    expect(task).toMatchObject({
      userId: ada,
      status: 'uploaded',
      newFormat: 'acc',
      original: { name: 'Lied.WAV', size: sound.length },
    });
    expect(task.original.key).toBe(originalKey(task.fileId));
    expect(task.fileId).not.toBe(upload.id);
    expect(await world.current(task)).toEqual(task);
    expect(world.jobs.sent('convert')).toEqual([{ taskId: task.id, revision: 1, requestId: 'r1' }]);
    expect(await originalOf(task)).toEqual(sound);
  });

  it('leaves nothing but the original', async () => {
    await send(world, upload);
    const { original } = await claim(world, upload);
    expect(await world.stored('uploads')).toEqual([]);
    expect(await world.stored('originals')).toEqual([original.key]);
    expect(await world.uploads.find(upload.id)).toBeUndefined();
  });

  it('ends with the reason of a client that is gone, and can be done again', async () => {
    await send(world, upload);
    const reason = new Error('hung up');
    const request = { userId: ada, uploadId: upload.id, newFormat: 'ogg', options: {} };
    const claiming = world.submitUpload.execute(
      { ...request, requestId: 'r1' },
      AbortSignal.abort(reason),
    );
    await expect(claiming).rejects.toBe(reason);
    expect(await world.stored('originals')).toEqual([]);
    await expect(claim(world, upload)).resolves.toMatchObject({ status: 'uploaded' });
  });

  it('makes a task that can be converted', async () => {
    await send(world, upload);
    const task = await claim(world, upload);
    await world.convertTask.execute(world.delivery(task, 0));
    expect(await world.current(task)).toMatchObject({ status: 'processed' });
  });

  it('is refused before the bytes have arrived, and possible afterwards', async () => {
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'upload_incomplete' });
    await send(world, upload);
    await expect(claim(world, upload)).resolves.toBeDefined();
  });

  it.each([
    { what: 'fewer bytes', bytes: sound.subarray(1), code: 'upload_mismatch' },
    { what: 'more bytes', bytes: Buffer.concat([sound, sound]), code: 'upload_mismatch' },
    { what: 'other bytes', bytes: other, code: 'upload_mismatch' },
  ])('is refused when $what came than were announced', async ({ bytes, code }) => {
    await send(world, upload, bytes);
    await expect(claim(world, upload)).rejects.toMatchObject({ code });
    expect(await world.stored('originals')).toEqual([]);
    expect(world.jobs.sent('convert')).toEqual([]);
    // Once only: comparing the same bytes again would cost as much each time.
    expect(await world.stored('uploads')).toEqual([]);
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is refused when the bytes are no sound', async () => {
    const text = Buffer.from('ffconcat version 1.0');
    const fake = await announce(world, ada, { size: text.length });
    await send(world, fake, text);
    await expect(claim(world, fake)).rejects.toMatchObject({ code: 'not_audio' });
    expect(await world.stored('originals')).toEqual([]);
  });

  it('looks at no MD5 where none was announced', async () => {
    const unchecked = await announce(world, ada);
    await send(world, unchecked, other);
    await expect(claim(world, unchecked)).resolves.toBeDefined();
  });

  it.each([
    { fault: { newFormat: 'xyz' }, code: 'unsupported_format' },
    { fault: { options: { bitRate: 1 } }, code: 'invalid_field' },
  ])('leaves the upload as it was when $fault is refused', async ({ fault, code }) => {
    await send(world, upload);
    await expect(claim(world, upload, fault)).rejects.toMatchObject({ code });
    expect(await world.stored('originals')).toEqual([]);
    await expect(claim(world, upload)).resolves.toBeDefined();
  });

  it('leaves the upload as it was when its owner has too many tasks', async () => {
    const tasks = [await world.submit(ada), await world.submit(ada), await world.submit(ada)];
    await send(world, upload);
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'too_many_tasks' });
    expect(await world.stored('originals')).toHaveLength(3);
    await world.tasks.giveUp({ taskId: tasks[0]?.id ?? 0, revision: 1 }, failureOf('damaged'));
    await expect(claim(world, upload)).resolves.toBeDefined();
  });

  it('is for its owner only, to whom it stays', async () => {
    const bob = await world.signUp();
    await send(world, upload);
    await expect(claim(world, { ...upload, userId: bob })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(claim(world, upload)).resolves.toBeDefined();
  });

  it('is possible until the upload expires', async () => {
    const late = await announce(world, ada);
    for (const one of [upload, late]) await send(world, one);
    world.passHours(1);
    await expect(claim(world, upload)).resolves.toBeDefined();
    world.passHours(0.01);
    await expect(claim(world, late)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('happens once, and the second try harms nothing', async () => {
    await send(world, upload);
    const task = await claim(world, upload);
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'not_found' });
    expect(await originalOf(task)).toEqual(sound);
    expect(world.jobs.sent('convert')).toHaveLength(1);
  });

  it('happens once also when it is tried several times at once', async () => {
    await send(world, upload);
    const claims = await Promise.allSettled([1, 2, 3].map(() => claim(world, upload)));
    const tasks = claims.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failures = claims.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failures).toMatchObject([{ code: 'not_found' }, { code: 'not_found' }]);
    expect(await world.stored('originals')).toEqual(tasks.map(({ original }) => original.key));
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('happens once also when the bytes go while another copies them', async () => {
    const copy = world.storage.copy.bind(world.storage);
    world.storage.copy = async (...files) => {
      world.storage.copy = copy;
      await claim(world, upload);
      return copy(...files);
    };
    await send(world, upload);
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.stored('originals')).toHaveLength(1);
  });

  it('makes a task of the bytes that were verified, whatever is sent meanwhile', async () => {
    const copy = world.storage.copy.bind(world.storage);
    world.storage.copy = async (...files) => {
      const copied = await copy(...files);
      await send(world, upload, other);
      return copied;
    };
    await send(world, upload);
    expect(await originalOf(await claim(world, upload))).toEqual(sound);
  });

  it('makes a task whose bytes nobody can change by the URL of the upload', async () => {
    await send(world, upload);
    const task = await claim(world, upload);
    await send(world, upload, other);
    expect(await originalOf(task)).toEqual(sound);
  });

  it('keeps the copy when the database went away, which may have recorded it', async () => {
    await send(world, upload);
    world.unitOfWork.runInTurn = () =>
      Promise.reject(new DomainError('database_unavailable', 'away'));
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await world.stored('originals')).toHaveLength(1);
    expect(await world.stored('uploads')).toHaveLength(1);
  });

  it('succeeds even if the bytes that were sent can not be removed', async () => {
    await send(world, upload);
    world.storage.delete = () => Promise.reject(new DomainError('storage_unavailable', 'away'));
    const task = await claim(world, upload);
    expect(await world.current(task)).toEqual(task);
    expect(world.logger.entries).toMatchObject([{ level: 'warn' }]);
  });
});

import { DomainError } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { announce, claim, send } from './support/uploads.ts';
import { sound, World } from './support/world.ts';

describe('opening an upload', () => {
  let world: World;
  let ada: number;

  beforeEach(async () => {
    world = new World();
    ada = await world.signUp();
  });

  it('records what will come, and says where and until when it can be sent', async () => {
    const file = { fileName: 'Lied.MP3', size: 1000, contentType: 'audio/mpeg', md5: 'a md5' };
    const request = { userId: ada, newFormat: 'AAC', ...file };
    const { upload, target } = await world.openUpload.execute(request);
    expect(upload).toEqual({
      id: expect.any(String),
      userId: ada,
      name: 'Lied.MP3',
      size: 1000,
      md5: 'a md5',
      contentType: 'audio/mpeg',
      expiresAt: new Date('2026-01-01T01:00:00Z'),
    });
    expect(await world.uploads.find(upload.id)).toEqual(upload);
    expect(target).toMatchObject({ method: 'PUT', url: expect.stringContaining(upload.id) });
  });

  it('needs no MD5', async () => {
    expect(await announce(world, ada)).toMatchObject({ md5: null });
  });

  it('gives each upload an id of its own, also for one file', async () => {
    const uploads = [await announce(world, ada), await announce(world, ada)];
    expect(new Set(uploads.map(({ id }) => id)).size).toBe(2);
  });

  it.each([
    { fault: { size: 1001 }, error: { code: 'file_too_large', field: 'size' } },
    { fault: { size: Number.POSITIVE_INFINITY }, error: { code: 'file_too_large' } },
    { fault: { size: 0 }, error: { code: 'invalid_field', field: 'size' } },
    { fault: { size: -1 }, error: { code: 'invalid_field', field: 'size' } },
    { fault: { size: 1.5 }, error: { code: 'invalid_field', field: 'size' } },
    { fault: { size: Number.NaN }, error: { code: 'invalid_field', field: 'size' } },
    { fault: { fileName: 'a\n.wav' }, error: { code: 'invalid_field' } },
    { fault: { fileName: '' }, error: { code: 'invalid_field' } },
    { fault: { newFormat: 'xyz' }, error: { code: 'unsupported_format' } },
  ])('opens nothing for what would be refused: $fault', async ({ fault, error }) => {
    await expect(announce(world, ada, fault)).rejects.toMatchObject(error);
    expect(world.signedUploads.opened).toEqual([]);
  });

  it('opens nothing for a format that no living converter can write', async () => {
    await world.registry.announce({
      id: 'c1',
      host: 'h',
      startedAt: world.now,
      concurrency: 1,
      formats: ['wav'],
      taskIds: [],
    });
    const opened = announce(world, ada, { newFormat: 'wma' });
    await expect(opened).rejects.toMatchObject({ code: 'format_unavailable' });
    expect(world.signedUploads.opened).toEqual([]);
  });

  it('lets nobody have more uploads open than allowed', async () => {
    for (let n = 0; n < 3; n += 1) await announce(world, ada);
    await expect(announce(world, ada)).rejects.toMatchObject({ code: 'too_many_uploads' });
    expect(world.signedUploads.opened).toHaveLength(3);
    await expect(announce(world, await world.signUp())).resolves.toBeDefined();
  });

  it('is possible again once one of them is claimed or has expired', async () => {
    const first = await announce(world, ada);
    for (let n = 0; n < 2; n += 1) await announce(world, ada);
    await send(world, first);
    await claim(world, first);
    await expect(announce(world, ada)).resolves.toBeDefined();
    world.passHours(1.1);
    await expect(announce(world, ada)).resolves.toBeDefined();
  });

  it('records nothing when the storage can not open a way', async () => {
    const [opened, away] = [world.signedUploads.opened, new DomainError('storage_unavailable', '')];
    world.signedUploads.open = async (upload) => {
      opened.push(upload);
      throw away;
    };
    await expect(announce(world, ada, { size: sound.length })).rejects.toBe(away);
    expect(await world.uploads.find(opened[0]?.id ?? '')).toBeUndefined();
  });
});

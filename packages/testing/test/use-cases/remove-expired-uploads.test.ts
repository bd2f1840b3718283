import { RemoveExpiredUploads } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { aPendingUpload } from '../../src/index.ts';
import { announce, claim, send } from './support/uploads.ts';
import { World } from './support/world.ts';

describe('removing expired uploads', () => {
  let world: World;
  let ada: number;

  beforeEach(async () => {
    world = new World();
    ada = await world.signUp();
  });

  const remove = () => new RemoveExpiredUploads(world).execute(new AbortController().signal);

  it('removes record and bytes', async () => {
    const upload = await announce(world, ada);
    await send(world, upload);
    world.passHours(1.1);
    expect(await remove()).toBe(1);
    expect(await world.uploads.find(upload.id)).toBeUndefined();
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('removes the record of bytes that never came', async () => {
    const upload = await announce(world, ada);
    world.passHours(1.1);
    expect(await remove()).toBe(1);
    expect(await world.uploads.find(upload.id)).toBeUndefined();
  });

  it('leaves what can still be claimed', async () => {
    const upload = await announce(world, ada);
    await send(world, upload);
    world.passHours(1);
    expect(await remove()).toBe(0);
    await expect(claim(world, upload)).resolves.toBeDefined();
  });

  it('leaves what became a task', async () => {
    const upload = await announce(world, ada);
    await send(world, upload);
    const { original } = await claim(world, upload);
    world.passHours(48);
    expect(await remove()).toBe(0);
    expect(await world.stored('originals')).toEqual([original.key]);
  });

  it('leaves nothing of an upload that expires while it is claimed', async () => {
    const upload = await announce(world, ada);
    await send(world, upload);
    const copy = world.storage.copy.bind(world.storage);
    world.storage.copy = async (...files) => {
      world.passHours(1.1);
      const copied = await copy(...files);
      expect(await remove()).toBe(1);
      return copied;
    };
    await expect(claim(world, upload)).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.stored('originals')).toEqual([]);
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('gets through more than it removes at once', async () => {
    const expiresAt = new Date(world.now.getTime() - 1);
    for (let n = 0; n < 1001; n += 1) {
      await world.uploads.insert(aPendingUpload({ userId: ada, expiresAt }));
    }
    expect(await remove()).toBe(1001);
  });
});

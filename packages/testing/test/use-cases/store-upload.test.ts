import { type PendingUpload, uploadKey } from '@cloudconvert/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../src/index.ts';
import { genuine } from './support/signed-uploads.ts';
import { announce, claim, send } from './support/uploads.ts';
import { sound, stream, World } from './support/world.ts';

let world: World;
let upload: PendingUpload;

beforeEach(async () => {
  world = new World();
  upload = await announce(world, await world.signUp());
});

describe('the URL of an upload', () => {
  const find = (id = upload.id, query: Readonly<Record<string, unknown>> = genuine) =>
    world.storeUpload.find(id, query);
  const notFound = { code: 'not_found' };

  it('is good for its upload', async () => {
    expect(await find()).toEqual(upload);
  });

  it('is good until the upload expires', async () => {
    world.passHours(1);
    expect(await find()).toEqual(upload);
    world.passHours(0.01);
    await expect(find()).rejects.toMatchObject(notFound);
  });

  it('is good for nothing when it is forged or of no upload', async () => {
    await expect(find(upload.id, {})).rejects.toMatchObject(notFound);
    await expect(find('8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11')).rejects.toMatchObject(notFound);
    await expect(find('../originals')).rejects.toMatchObject(notFound);
  });

  it('is good for nothing when the upload is claimed', async () => {
    await send(world, upload);
    await claim(world, upload);
    await expect(find()).rejects.toMatchObject(notFound);
  });
});

describe('storing an upload', () => {
  const store = (...pieces: readonly Uint8Array[]) =>
    world.storeUpload.execute(upload, stream(...pieces));
  const half = sound.length / 2;

  it('keeps the bytes for the claim', async () => {
    await store(sound.subarray(0, half), sound.subarray(half));
    expect(await world.storage.stat(uploadKey(upload.id))).toMatchObject({ size: sound.length });
    await expect(claim(world, upload)).resolves.toMatchObject({ status: 'uploaded' });
  });

  it('can be done again, which replaces what was sent before', async () => {
    const other = sound.toReversed();
    await store(sound);
    await store(other);
    expect(await collect(await world.storage.read(uploadKey(upload.id)))).toEqual(other);
  });

  it('keeps nothing of what ends after the claim', async () => {
    await send(world, upload);
    async function* late() {
      yield sound;
      await claim(world, upload);
    }
    const storing = world.storeUpload.execute(upload, late());
    await expect(storing).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('keeps nothing of what ends after the upload has expired', async () => {
    async function* slow() {
      yield sound;
      world.passHours(2);
    }
    const storing = world.storeUpload.execute(upload, slow());
    await expect(storing).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.stored('uploads')).toEqual([]);
  });

  it.each([
    { what: 'more than announced', pieces: [sound, Uint8Array.of(0)] },
    { what: 'fewer than announced', pieces: [sound.subarray(1)] },
  ])('refuses $what and keeps nothing', async ({ pieces }) => {
    await expect(store(...pieces)).rejects.toMatchObject({ code: 'upload_mismatch' });
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('refuses by the first bytes what is no sound', async () => {
    const text = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd').subarray(0, sound.length);
    await expect(store(text)).rejects.toMatchObject({ code: 'not_audio' });
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('keeps nothing of a source that breaks off', async () => {
    async function* broken() {
      yield sound;
      throw new Error('hung up');
    }
    await expect(world.storeUpload.execute(upload, broken())).rejects.toThrow('hung up');
    expect(await world.stored('uploads')).toEqual([]);
  });

  it('keeps what was sent before when it is refused', async () => {
    await store(sound);
    await expect(store(sound.subarray(1))).rejects.toMatchObject({ code: 'upload_mismatch' });
    expect(await world.storage.stat(uploadKey(upload.id))).toMatchObject({ size: sound.length });
  });

  it('ends with the reason of a signal', async () => {
    const reason = new Error('stopping');
    const stored = world.storeUpload.execute(upload, stream(sound), AbortSignal.abort(reason));
    await expect(stored).rejects.toBe(reason);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { sound, stream, World } from './support/world.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('receiving an upload', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('stores what comes in pieces of any size', async () => {
    const pieces = [...sound].map((byte) => Uint8Array.of(byte));
    const { file } = await world.receiveUpload.execute(stream(...pieces));
    expect(file.size).toBe(sound.length);
  });

  it.each([
    '',
    '\x7fELF and more of it',
    '\x89PNG\r\n\x1a\n........',
    'PK\x03\x04.............',
    '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd',
    'ffconcat version 1.0\nfile other.wav',
    '<!DOCTYPE html><html>',
    '%PDF-1.7 .............',
  ])('refuses by its first bytes what is no sound: %j', async (text) => {
    const received = world.receiveUpload.execute(stream(bytes(text)));
    await expect(received).rejects.toMatchObject({ code: 'not_audio' });
    expect(await world.stored('originals')).toEqual([]);
  });

  it('recognises them also when they come byte by byte', async () => {
    const pieces = [...bytes('ffconcat version 1.0\nfile other.wav')].map((b) => Uint8Array.of(b));
    await expect(world.receiveUpload.execute(stream(...pieces))).rejects.toMatchObject({
      code: 'not_audio',
    });
  });

  it('takes a file of exactly the limit, and not one byte more', async () => {
    await expect(world.receiveUpload.execute(stream(new Uint8Array(1000)))).resolves.toBeDefined();
    const larger = stream(new Uint8Array(600), new Uint8Array(401));
    await expect(world.receiveUpload.execute(larger)).rejects.toMatchObject({
      code: 'file_too_large',
    });
    expect(await world.stored('originals')).toHaveLength(1);
  });

  it('keeps nothing of a source that breaks off', async () => {
    async function* broken() {
      yield sound;
      throw new Error('hung up');
    }
    await expect(world.receiveUpload.execute(broken())).rejects.toThrow('hung up');
    expect(await world.stored('originals')).toEqual([]);
  });
});

import { readFile } from 'node:fs/promises';
import { findFormat } from '@cloudconvert/core';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../src/transcoder/headers/read-header.ts';
import { SoundFile } from '../../src/transcoder/headers/sound-file.ts';
import { fileOf } from '../support/temporary.ts';
import { inspect, made } from '../support/tools.ts';

const sine = (seconds: number) => ['-f', 'lavfi', '-i', `sine=duration=${seconds}`];

interface Made {
  readonly name: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly seconds: number;
}

const stereo = { sampleRate: 44_100, channels: 2, seconds: 3.1 };
const sounds = [
  stereo,
  { sampleRate: 48_000, channels: 1, seconds: 0.2 },
  { sampleRate: 22_050, channels: 2, seconds: 1.7 },
  { sampleRate: 8_000, channels: 1, seconds: 2 },
];
const names = ['mp3', 'acc', 'ogg', 'wav', 'wma', 'mp2', 'ac3'];
const all: readonly Made[] = names
  .flatMap((name) => sounds.map((sound) => ({ name, ...sound })))
  .filter(
    ({ name, sampleRate }) =>
      findFormat(name).sampleRates.includes(sampleRate) || !['mp2', 'ac3'].includes(name),
  );

function makeSound({ name, sampleRate, channels, seconds }: Made): string {
  const { muxer, encoder, extension } = findFormat(name);
  const shape = ['-ar', String(sampleRate), '-ac', String(channels)];
  const tags = ['-metadata', 'title=A title'];
  return made(extension, ...sine(seconds), ...shape, ...tags, '-c:a', encoder, '-f', muxer);
}

async function read(name: string, path: string) {
  await using file = await SoundFile.open(path);
  return await readHeader(findFormat(name).muxer, file);
}

describe('a header that is read here says what ffprobe says', () => {
  it.each(all)('$name, $sampleRate Hz, $channels channels, $seconds s', async (sound) => {
    const path = makeSound(sound);
    const header = await read(sound.name, path);
    const [stream] = inspect(path).streams;
    expect(header).toMatchObject({
      codec: stream?.codec_name,
      channels: stream?.channels,
      sampleRate: Number(stream?.sample_rate),
    });
    expect(header?.seconds).toBeGreaterThan(sound.seconds - 0.02);
    expect(header?.seconds).toBeLessThan(sound.seconds + 0.5);
  });

  it('of ADTS that is not read in one go', async () => {
    const header = await read('acc', makeSound({ name: 'acc', ...stereo, seconds: 60 }));
    expect(header).toMatchObject({ codec: 'aac', channels: 2, sampleRate: 44_100 });
    expect(header?.seconds).toBeCloseTo(60, 0);
  });

  it('of an MP3 with a tag and a cover', async () => {
    const cover = ['-f', 'lavfi', '-i', 'color=size=64x64:duration=0.1', '-map', '0', '-map', '1'];
    const path = made('mp3', ...sine(2), ...cover, '-frames:v', '1', '-c:v', 'png');
    expect(await read('mp3', path)).toMatchObject({
      codec: 'mp3',
      channels: 1,
      sampleRate: 44_100,
    });
  });
});

describe('what is not plain is left to ffprobe', () => {
  it.each(names)('%s of which hardly anything is there', async (name) => {
    const bytes = await readFile(makeSound({ name, ...stereo }));
    for (let length = 0; length < 300; length += 1) {
      const path = fileOf(bytes.subarray(0, length));
      expect(await read(name, path), `${length} bytes`).toBeUndefined();
    }
  });

  it.each(['mp3', 'ogg', 'wav'])('%s that was cut off in the middle', async (name) => {
    const bytes = await readFile(makeSound({ name, ...stereo }));
    expect(await read(name, fileOf(bytes.subarray(0, bytes.length / 2)))).toBeUndefined();
  });

  it('ADTS that was cut off in a frame, or has something else between two', async () => {
    const bytes = await readFile(makeSound({ name: 'acc', ...stereo, seconds: 60 }));
    expect(await read('acc', fileOf(bytes.subarray(0, -1)))).toBeUndefined();
    const strange = Buffer.concat([bytes, Buffer.from('strange'), bytes]);
    expect(await read('acc', fileOf(strange))).toBeUndefined();
  });

  it('an MP3 behind which there is another one', async () => {
    const bytes = await readFile(makeSound({ name: 'mp3', ...stereo }));
    expect(await read('mp3', fileOf(Buffer.concat([bytes, bytes])))).toBeUndefined();
  });

  it('an MP3 whose writer did not tell its length', async () => {
    const path = made('mp3', ...sine(2), '-write_xing', '0');
    expect(await read('mp3', path)).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { formatTable } from '@cloudconvert/core';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { convert, outcomeOf } from '../support/convert.ts';
import { fileOf } from '../support/temporary.ts';
import { made } from '../support/tools.ts';
import { overwritten, seeded } from './random.ts';

const sound = ['-f', 'lavfi', '-i', 'sine=d=0.5'];
const wav = wavFile({ seconds: 0.5 });
const mp3 = readFileSync(made('mp3', ...sound));
const hugeCover = made(
  'png',
  '-f',
  'lavfi',
  '-i',
  'color=s=16000x16000',
  '-frames:v',
  '1',
  '-pix_fmt',
  'monob',
);
const film = ['-f', 'lavfi', '-i', 'testsrc=s=3840x2160:d=0.1', '-c:v', 'mpeg4'];

describe('strange but good', () => {
  it.each([
    [
      'a cover of 16 000 × 16 000 pixels',
      made('mp3', ...sound, '-i', hugeCover, '-map', '0', '-map', '1', '-c:v', 'copy'),
    ],
    [
      '60 audio streams',
      made(
        'mka',
        ...sound,
        ...Array.from({ length: 60 }, () => ['-map', '0']).flat(),
        '-c',
        'flac',
      ),
    ],
    ['tags of 60 kB', made('mp3', ...sound, '-metadata', `comment=${'$(id);"\n'.repeat(8000)}`)],
    ['MP3 with WAV behind it', fileOf(Buffer.concat([mp3, wav]))],
    ['WAV with MP3 behind it', fileOf(Buffer.concat([wav, mp3]))],
    ['a film in 4K', made('mp4', ...sound, ...film)],
  ])('%s', async (_, path) => {
    const { duration } = await convert(path, 'ogg');
    expect(duration).toBeGreaterThan(0.45);
    expect(duration).toBeLessThan(0.7);
  });

  it('streams that follow one another in one Ogg', async () => {
    const part = readFileSync(made('ogg', ...sound, '-c:a', 'libvorbis'));
    const { duration } = await convert(fileOf(Buffer.concat([part, part, part])), 'wav');
    expect(duration).toBeCloseTo(1.5, 1);
  });
});

describe('floats that are no numbers', () => {
  const bytes = readFileSync(made('wav', ...sound, '-c:a', 'pcm_f32le'));
  const middle = Math.floor(bytes.length / 8) * 4;
  for (const [index, value] of [Number.NaN, Infinity, -Infinity, 1e38].entries()) {
    bytes.writeFloatLE(value, middle + 4 * index);
  }
  const source = fileOf(bytes);

  it.each(formatTable)('are no obstacle to $name', async ({ name }) => {
    expect((await convert(source, name)).duration).toBeGreaterThan(0.45);
  });
});

describe('broken at random', { timeout: 120_000 }, () => {
  const formats = [
    'mp3',
    'aac',
    'flac',
    'm4a',
    'wma',
    'opus',
    'wav',
    'aiff',
    'caf',
    'mka',
    'avi',
    'w64',
  ];

  it.each(formats)('%s is processed or fails with a reason', async (extension) => {
    const random = seeded(7);
    const whole = readFileSync(made(extension, ...sound));
    for (const share of [0.0005, 0.01, 0.1]) {
      const outcome = await outcomeOf(overwritten(whole, share, random), 'wav');
      expect(outcome).toEqual(expect.any(String));
    }
  });
});

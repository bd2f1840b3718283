import { readFileSync } from 'node:fs';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { convert, outcomeOf } from '../support/convert.ts';
import { fileOf } from '../support/temporary.ts';
import { made } from '../support/tools.ts';

const formats = ['mp2', 'ac3', 'acc', 'mp3', 'ogg', 'flac', 'm4a'];
const sound = ['-f', 'lavfi', '-i', 'sine=d=1'];

describe('a sound of a frame or less', () => {
  it.each(formats)('is converted to %s', async (format) => {
    for (const samples of [441, 1000, 1152, 1153]) {
      const source = fileOf(wavFile({ seconds: samples / 44_100, channels: 1 }));
      const { duration } = await convert(source, format);
      expect(duration, `${samples} samples`).toBeGreaterThan(0);
    }
  });

  it('can be converted again', async () => {
    const source = fileOf(wavFile({ seconds: 0.01, channels: 1 }));
    for (const format of ['mp3', 'acc', 'flac']) {
      const { path } = await convert(source, format);
      expect(await outcomeOf(readFileSync(path), 'wav'), format).toBe('processed');
    }
  });
});

describe('hardly more than a header', () => {
  it.each([
    ['WavPack', 'wv', [], 2000],
    ['TTA', 'tta', [], 2000],
    ['ALAC with its index in front', 'm4a', ['-c:a', 'alac', '-movflags', '+faststart'], 2000],
    ['Matroska', 'mka', ['-c:a', 'flac'], 700],
    ['Flash video', 'flv', ['-c:a', 'libmp3lame', '-ar', '44100'], 300],
    ['CAF', 'caf', [], 200],
  ])('is damaged: %s', async (_, extension, options, length) => {
    const bytes = readFileSync(made(extension, ...sound, ...options)).subarray(0, length);
    for (const format of ['mp3', 'wav', 'flac']) {
      expect(await outcomeOf(bytes, format), format).toBe('damaged');
    }
  });
});

import { describe, expect, it } from 'vitest';
import { includes } from '../../src/formats/supported.ts';
import { encodeAnew, findFormat, formatTable, planEncoding } from '../../src/index.ts';

const stereo = { codec: 'pcm_s16le', sampleRate: 44_100, channels: 2 };
const plan = (format: string, source = {}, options = {}) =>
  planEncoding({ ...stereo, ...source }, findFormat(format), options);

describe('a source that has the codec', () => {
  it('is copied', () => {
    expect(plan('m4a', { codec: 'aac' })).toEqual({ kind: 'copy' });
    expect(plan('wav')).toEqual({ kind: 'copy' });
  });

  it('is encoded when something is asked for', () => {
    expect(plan('mp3', { codec: 'mp3' }, { channels: 1 })).toMatchObject({
      ...{ kind: 'encode', encoder: 'libmp3lame', channels: 1 },
    });
  });

  it('is encoded when it can not be copied', () => {
    const source = { ...stereo, codec: 'mp3' };
    expect(encodeAnew(source, findFormat('mp3'), {})).toMatchObject({ kind: 'encode' });
  });
});

describe('an encoding', () => {
  it('keeps sample rate and channels where the codec can', () => {
    expect(plan('flac', { sampleRate: 37_800, channels: 6 })).toEqual({
      ...{ kind: 'encode', encoder: 'flac', sampleRate: 37_800, channels: 6 },
    });
  });

  it.each([
    ['mp3', 96_000, 48_000],
    ['mp3', 38_100, 44_100],
    ['opus', 44_100, 48_000],
    ['opus', 32_000, 48_000],
    ['ogg', 96_000, 48_000],
    ['flac', 80_001, 88_200],
    ['mp2', 8000, 32_000],
  ])('%s of %i Hz has %i Hz', (format, sampleRate, expected) => {
    expect(plan(format, { sampleRate })).toMatchObject({ sampleRate: expected });
  });

  it.each([
    ['mp3', 8, 2],
    ['ac3', 8, 6],
    ['opus', 8, 8],
  ])('%s of %i channels has %i', (format, channels, expected) => {
    expect(plan(format, { channels })).toMatchObject({ channels: expected });
  });

  it.each([
    ['mp3', {}, {}, 192_000],
    ['mp3', { channels: 1 }, {}, 96_000],
    ['mp3', {}, { bitRate: 320_000 }, 320_000],
    ['ogg', { sampleRate: 8000, channels: 1 }, {}, 40_000],
    ['ogg', { sampleRate: 8000, channels: 1 }, { bitRate: 500_000 }, 40_000],
    ['ogg', {}, { bitRate: 12_000 }, 64_000],
    ['opus', { channels: 1 }, { bitRate: 510_000 }, 256_000],
    ['opus', { channels: 8 }, {}, 510_000],
    ['mp2', { channels: 1 }, {}, 96_000],
  ])('%s of %j with %j has the bit rate %i', (format, source, options, bitRate) => {
    expect(plan(format, source, options)).toMatchObject({ bitRate });
  });

  it.each(formatTable)('$name never leaves what the codec takes', (format) => {
    for (const sampleRate of [100, 8000, 11_025, 44_100, 70_001, 384_000]) {
      for (const channels of [1, 2, 8]) {
        const made = encodeAnew({ codec: 'x', sampleRate, channels }, format, {});
        expect(includes(format.sampleRates, made.sampleRate)).toBe(true);
        expect(made.channels).toBeLessThanOrEqual(format.maxChannels);
        expect(made.bitRate === undefined).toBe(format.bitRates === undefined);
      }
    }
  });
});

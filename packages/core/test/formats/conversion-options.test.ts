import { describe, expect, it } from 'vitest';
import { checkOptions, findFormat } from '../../src/index.ts';

describe('options', () => {
  it.each([
    ['mp3', {}],
    ['mp3', { bitRate: 128_000, sampleRate: 44_100, channels: 1 }],
    ['flac', { sampleRate: 96_000, channels: 8 }],
    ['ac3', { channels: 6 }],
    ['mp2', { bitRate: 192_000 }],
    ['opus', { sampleRate: 16_000 }],
    ['mp3', { bitRate: 8000, sampleRate: 22_050 }],
    ['ogg', { bitRate: 40_000, sampleRate: 44_100 }],
  ])('%s takes %j', (name, options) => {
    expect(() => checkOptions(findFormat(name), options)).not.toThrow();
  });

  it.each([
    ['mp3', { bitRate: 1 }, 'got 1; the nearest is 8000'],
    ['mp3', { bitRate: 128_000.5 }, 'bitRate for mp3 must be'],
    ['wav', { bitRate: 128_000 }, 'wav is lossless and takes no bitRate'],
    [
      'mp2',
      { sampleRate: 8000 },
      'sampleRate for mp2 must be one of 32000, 44100, 48000 Hz; got 8000; the nearest is 32000',
    ],
    [
      'flac',
      { sampleRate: 70_001 },
      'sampleRate for flac must be a whole number from 100 to 65534 or one of 88200, 96000',
    ],
    ['mp3', { bitRate: 8000, sampleRate: 44_100 }, 'the nearest is 32000'],
    ['mp3', { bitRate: 320_000, sampleRate: 22_050 }, 'the nearest is 160000'],
    ['ogg', { bitRate: 12_000, sampleRate: 44_100, channels: 2 }, 'the nearest is 64000'],
    ['flac', { sampleRate: 1 }, 'the nearest is 100'],
    ['mp3', { channels: 3 }, 'channels for mp3 must be a whole number from 1 to 2; got 3'],
    ['mp3', { channels: Number.NaN }, 'channels for mp3 must be'],
  ])('%s does not take %j', (name, options, message) => {
    expect(() => checkOptions(findFormat(name), options)).toThrow(message);
  });

  it('are named when they are at fault', () => {
    const check = () => checkOptions(findFormat('mp3'), { channels: 3 });
    expect(check).toThrow(expect.objectContaining({ code: 'invalid_field', field: 'channels' }));
  });
});

import { readFileSync } from 'node:fs';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../support/convert.ts';
import { made } from '../support/tools.ts';
import { boxClaiming, nestedBoxes } from './boxes.ts';
import { wavClaiming } from './riff.ts';

const wav = wavFile({ seconds: 3 });
const sound = ['-f', 'lavfi', '-i', 'aevalsrc=sin(440*t*(1+t)):d=3'];
const mp3 = readFileSync(made('mp3', ...sound));
const half = (extension: string, ...options: readonly string[]) => {
  const bytes = readFileSync(made(extension, ...sound, ...options));
  return bytes.subarray(0, bytes.length / 2);
};

describe('a WAV', () => {
  it.each([
    ['that claims 4 GiB, as one from a pipe', { riffBytes: 2 ** 32 - 1, dataBytes: 2 ** 32 - 1 }],
    ['that claims 2 GiB, as SoX does', { riffBytes: 0x7fff_f024, dataBytes: 0x7fff_f000 }],
  ])('%s', async (_, claims) => {
    expect(await outcomeOf(wavClaiming(claims))).toBe('processed');
  });

  it.each([
    ['that claims 1 GB', { riffBytes: 1e9 + 36, dataBytes: 1e9 }, 'damaged'],
    ['without samples', { samples: Buffer.alloc(0) }, 'no_sound'],
    ['at 1 Hz', { sampleRate: 1, samples: Buffer.alloc(4e6) }, 'too_long'],
    ['at 1 Hz, but short', { sampleRate: 1, samples: Buffer.alloc(40) }, 'unsupported_audio'],
    ['at 0 Hz', { sampleRate: 0 }, 'unsupported_audio'],
    ['at 2³¹ Hz', { sampleRate: 2 ** 31 }, 'unsupported_audio'],
    ['without channels', { channels: 0 }, 'unsupported_audio'],
    ['with 9 channels', { channels: 9 }, 'unsupported_audio'],
    ['with 255 channels', { channels: 255 }, 'unsupported_audio'],
    ['with 65 535 channels', { channels: 65_535 }, 'unsupported_audio'],
  ])('%s', async (_, claims, code) => {
    expect(await outcomeOf(wavClaiming(claims))).toBe(code);
  });
});

describe('a header that lies', () => {
  it.each([
    [
      'an ID3 tag of 256 MB',
      Buffer.concat([Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), mp3]),
    ],
    ['an MP4 box of 2⁶³ bytes', boxClaiming(2n ** 63n, 'mdat')],
    ['an MP4 index of 2⁶³ − 1 bytes', boxClaiming(2n ** 63n - 1n, 'moov')],
    ['20 000 MP4 boxes in one another', nestedBoxes(20_000)],
  ])('%s', async (_, bytes) => {
    expect(await outcomeOf(bytes)).toBe('damaged');
  });
});

describe('a file that was cut in half', () => {
  it.each([
    ['MP3 with a Xing header', half('mp3')],
    ['M4A', half('m4a')],
    ['M4A with its index in front', half('m4a', '-movflags', '+faststart')],
    ['FLAC', half('flac')],
    ['WAV', wav.subarray(0, wav.length / 2)],
    ['AIFF', half('aiff')],
    ['AU', half('au')],
    ['Vorbis', half('ogg', '-c:a', 'libvorbis')],
    ['Opus', half('opus')],
    ['Matroska', half('mka', '-c:a', 'flac')],
    ['AVI', half('avi', '-c:a', 'pcm_s16le')],
  ])('%s', async (_, bytes) => {
    expect(await outcomeOf(bytes, 'flac')).toBe('damaged');
  });

  it('is not known for one where nothing tells', async () => {
    expect(await outcomeOf(half('mp3', '-write_xing', '0'), 'flac')).toBe('processed');
  });
});

describe('a day of silence', () => {
  const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=100:cl=mono', '-t', String(24 * 3600)];

  it.each([
    ['FLAC', 'flac', []],
    ['Matroska', 'mka', ['-c:a', 'pcm_u8']],
    ['WAV', 'wav', []],
  ])('as %s is refused before it is converted', async (_, extension, options) => {
    expect(await outcomeOf(readFileSync(made(extension, ...silence, ...options)))).toBe('too_long');
  });
});

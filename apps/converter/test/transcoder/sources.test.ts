import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { temporaryPath } from '../support/temporary.ts';
import { ffmpeg, inspect, made } from '../support/tools.ts';

const seconds = 4;
const melody = ['-f', 'lavfi', '-i', `aevalsrc=sin(440*t*(1+t))*t/5|sin(330*PI*t)/3:d=${seconds}`];
const wav = made('wav', ...melody, '-c:a', 'pcm_s16le');

/** Each way in which a good file may tell its duration, or not tell it, or only seem to. */
const sources: readonly (readonly [string, string, readonly string[]])[] = [
  ['VBR MP3', 'mp3', ['-q:a', '4']],
  ['VBR MP3 without Xing header', 'mp3', ['-q:a', '0', '-write_xing', '0']],
  ['CBR MP3 without any header', 'mp3', ['-write_xing', '0', '-id3v2_version', '0']],
  ['ADTS', 'aac', []],
  ['M4A', 'm4a', []],
  ['M4A with an edit list', 'm4a', ['-use_editlist', '1']],
  ['M4A in fragments', 'mp4', ['-movflags', '+frag_keyframe+empty_moov']],
  ['ALAC', 'm4a', ['-c:a', 'alac']],
  ['FLAC', 'flac', []],
  ['Vorbis', 'ogg', ['-c:a', 'libvorbis']],
  ['Opus', 'opus', []],
  ['FLAC in Ogg', 'ogg', ['-c:a', 'flac']],
  ['Matroska', 'mka', ['-c:a', 'libvorbis']],
  ['WebM', 'webm', ['-c:a', 'libopus']],
  ['WMA', 'wma', []],
  ['AVI', 'avi', ['-c:a', 'libmp3lame']],
  ['MPEG-TS', 'ts', ['-c:a', 'aac']],
  ['AC-3', 'ac3', []],
  ['E-AC-3', 'eac3', []],
  ['MP2', 'mp2', []],
  ['AIFF', 'aiff', []],
  ['CAF', 'caf', []],
  ['AU', 'au', []],
  ['Wave64', 'w64', []],
  ['WavPack', 'wv', []],
  ['TTA', 'tta', []],
  ['Flash video', 'flv', ['-c:a', 'libmp3lame', '-ar', '44100']],
  ['MPEG program stream', 'mpg', ['-c:a', 'mp2']],
  ['DTS', 'dts', ['-c:a', 'dca', '-strict', '-2', '-ar', '48000', '-ac', '2']],
  ['WAV of 8 bits', 'wav', ['-c:a', 'pcm_u8']],
  ['WAV of 32 bits', 'wav', ['-c:a', 'pcm_s32le']],
  ['WAV of floats', 'wav', ['-c:a', 'pcm_f32le']],
  ['WAV of ADPCM', 'wav', ['-c:a', 'adpcm_ima_wav']],
  ['WAV of MP3', 'wav', ['-c:a', 'libmp3lame']],
];

describe('a good file is not taken for a damaged one', () => {
  it.each(sources)('%s', async (_, extension, options) => {
    const source = made(extension, '-i', wav, ...options);
    const { duration, warnings } = await convert(source, 'flac');
    expect(duration).toBeGreaterThan(seconds - 0.1);
    expect(duration).toBeLessThan(seconds + 0.2);
    expect(warnings).toEqual([]);
  });

  it('eight channels in the order of AIFF and CAF, in every codec that mixes them', async () => {
    const eight = ['-f', 'lavfi', '-i', 'sine=d=1', '-af', 'aformat=channel_layouts=7.1'];
    for (const extension of ['aiff', 'caf']) {
      const source = made(extension, ...eight);
      for (const format of ['mp3', 'acc', 'ogg', 'opus', 'ac3', 'wma', 'flac', 'caf']) {
        expect((await convert(source, format)).duration).toBeGreaterThan(0.9);
      }
    }
  });

  it('WAV and FLAC written to a pipe, which know no length', async () => {
    for (const format of ['wav', 'flac']) {
      const path = temporaryPath();
      ffmpeg('-i', wav, '-f', format, '-seekable', '0', path);
      expect((await convert(path, 'mp3')).duration).toBeGreaterThan(seconds - 0.1);
    }
  });

  it('a film whose sound is shorter than its picture', async () => {
    const film = made(
      'mkv',
      ...['-f', 'lavfi', '-i', `testsrc=s=64x64:d=${seconds}`, '-f', 'lavfi', '-i', 'sine=d=1'],
      ...['-c:v', 'mpeg4', '-c:a', 'flac'],
    );
    expect((await convert(film, 'mp3')).duration).toBeLessThan(1.2);
  });
});

describe('the quality of the source', () => {
  it.each([
    ['24 bits stay 24', ['-c:a', 'pcm_s24le'], '24'],
    ['floats become 24 bits', ['-c:a', 'pcm_f32le'], '24'],
    ['16 bits stay 16', [], '16'],
  ])('in FLAC, %s', async (_, options, bits) => {
    const { path } = await convert(made('wav', '-i', wav, ...options), 'flac');
    expect(inspect(path).streams[0]?.bits_per_raw_sample).toBe(bits);
  });

  it('in FLAC, what was lossy has 16 bits', async () => {
    const { path } = await convert(made('mp3', '-i', wav), 'flac');
    expect(inspect(path).streams[0]?.bits_per_raw_sample).toBe('16');
  });

  it('16 bits go through WAV, FLAC, AIFF, CAF and AU without a change', async () => {
    const samples = (path: string) => ffmpeg('-i', path, '-f', 'md5', '-');
    for (const format of ['flac', 'aiff', 'caf', 'au']) {
      const there = await convert(wav, format);
      expect(samples((await convert(there.path, 'wav')).path)).toBe(samples(wav));
    }
  });
});

import { readFileSync } from 'node:fs';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { noise, overwritten, seeded } from '../hostile/random.ts';
import { convert, verdictOf } from '../support/convert.ts';
import { fileOf } from '../support/temporary.ts';
import { made } from '../support/tools.ts';

const melody = (seconds: number) => [
  ...['-f', 'lavfi', '-i', `aevalsrc=sin(440*t*(1+t))*t/5|sin(330*PI*t)/3:d=${seconds}`],
];
const bytesOf = (extension: string, seconds: number, ...options: readonly string[]) =>
  readFileSync(made(extension, ...melody(seconds), ...options));
const share = (bytes: Buffer, part: number) => bytes.subarray(0, Math.floor(bytes.length * part));
/** Nothing but noise from `start` on. */
const spoilt = (bytes: Buffer, start: number) =>
  Buffer.concat([bytes.subarray(0, start), noise(bytes.length - start, seeded(1))]);

const twoStreams = ['-f', 'lavfi', '-i', 'sine=d=3', '-map', '0', '-map', '1', '-c:a', 'libvorbis'];
const faststart = ['-movflags', '+faststart'];
/** Where Matroska's clusters, and the sound in them, begin. */
const cluster = Buffer.from('1f43b675', 'hex');

function withTimeScale(bytes: Buffer, scale: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(scale, copy.indexOf('mdhd') + 16);
  return copy;
}

describe('sound that is mostly gone is damaged', () => {
  const mka = bytesOf('mka', 3, ...twoStreams);
  const adts = bytesOf('aac', 3);

  it.each([
    ['FLAC of noise from its first frame on', spoilt(bytesOf('flac', 1), 8400)],
    ['WavPack of noise from its second block on', spoilt(bytesOf('wv', 2), 100_000)],
    ['TTA of noise from its second frame on', spoilt(bytesOf('tta', 3), 120_000)],
    ['WMA of noise from its third packet on', spoilt(bytesOf('wma', 1), 5500)],
    ['M4A of noise in its first half', spoilt(bytesOf('m4a', 3, ...faststart), 10_000)],
    ['M4A with a time scale of 0', withTimeScale(bytesOf('m4a', 1), 0)],
    ['ALAC with a time scale of 0', withTimeScale(bytesOf('m4a', 1, '-c:a', 'alac'), 0)],
    [
      'M4A in fragments cut to half',
      share(bytesOf('mp4', 3, '-movflags', '+frag_keyframe+empty_moov'), 0.5),
    ],
    ['Matroska with two streams of sound cut to half', share(mka, 0.5)],
    [
      'Matroska with two streams of sound and noise',
      overwritten(mka, 0.03, seeded(3), mka.indexOf(cluster)),
    ],
    ['WMA cut to half', share(bytesOf('wma', 3), 0.5)],
    ['ADTS with noise', overwritten(adts, 0.01, seeded(3))],
    [
      'MP3 without a Xing header, with noise',
      overwritten(bytesOf('mp3', 3, '-write_xing', '0'), 0.03, seeded(3)),
    ],
    ['AC-3 with noise', overwritten(bytesOf('ac3', 3), 0.06, seeded(3), 9000)],
    ['WAV of MP3 cut to half', share(bytesOf('wav', 3, '-c:a', 'libmp3lame'), 0.5)],
    ['RF64 cut to half', share(bytesOf('wav', 3, '-rf64', 'always'), 0.5)],
    ['Wave64 cut to half', share(bytesOf('w64', 3), 0.5)],
    ['CAF cut to half', share(bytesOf('caf', 3), 0.5)],
    [
      'Flash video cut to half',
      share(bytesOf('flv', 3, '-c:a', 'libmp3lame', '-ar', '44100'), 0.5),
    ],
    ['AVI of MP3 cut to half', share(bytesOf('avi', 3, '-c:a', 'libmp3lame'), 0.5)],
    ['TTA cut to half', share(bytesOf('tta', 3), 0.5)],
    ['WavPack cut to half', share(bytesOf('wv', 3), 0.5)],
  ])('%s', async (_, bytes) => {
    expect(await verdictOf(bytes, 'flac')).toEqual({ code: 'damaged' });
  });
});

describe('sound that lacks a little says how much', () => {
  it.each([
    ['FLAC', bytesOf('flac', 3)],
    ['MP3 with a Xing header', bytesOf('mp3', 3)],
    ['WAV', bytesOf('wav', 3)],
    ['WAV of ADPCM', bytesOf('wav', 3, '-c:a', 'adpcm_ima_wav')],
    ['RF64', bytesOf('wav', 3, '-rf64', 'always')],
    ['Wave64', bytesOf('w64', 3)],
    ['AIFF', bytesOf('aiff', 3)],
    ['AU', bytesOf('au', 3)],
    ['CAF', bytesOf('caf', 3)],
    ['WMA', bytesOf('wma', 3)],
    ['M4A', bytesOf('m4a', 3, ...faststart)],
    ['Matroska', bytesOf('mka', 3, '-c:a', 'flac')],
    ['AVI', bytesOf('avi', 3, '-c:a', 'pcm_s16le')],
    ['Flash video', bytesOf('flv', 3, '-c:a', 'libmp3lame', '-ar', '44100')],
  ])('%s cut to 92 %', async (_, bytes) => {
    const { code, secondsLost, duration } = await verdictOf(share(bytes, 0.92), 'wav');
    expect(code).toBe('sound_missing');
    expect(secondsLost).toBeCloseTo(3 - (duration ?? 0), 1);
    expect(secondsLost).toBeGreaterThan(0.15);
    expect(secondsLost).toBeLessThan(0.35);
  });

  it('a WAV of 20 minutes that lacks 11 seconds', async () => {
    const bytes = wavFile({ seconds: 1200, sampleRate: 8000, channels: 1 });
    const { code, secondsLost } = await verdictOf(bytes.subarray(0, -11 * 16_000), 'ogg');
    expect({ code, secondsLost }).toEqual({ code: 'sound_missing', secondsLost: 11 });
  });

  it('an MP3 that lacks a tenth of a second, which is not known before it is decoded', async () => {
    const { code } = await verdictOf(bytesOf('mp3', 3).subarray(0, -1600), 'wav');
    expect(code).toBe('sound_missing');
  });

  it('a FLAC of which one frame is broken, of the same length', async () => {
    const bytes = overwritten(bytesOf('flac', 3), 1e-5, seeded(4), 20_000);
    expect(await verdictOf(bytes, 'mp3')).toMatchObject({ code: expect.stringMatching(/^sound_/) });
  });
});

describe('a header that is older than its healthy file', () => {
  it('FLAC whose packets were copied', async () => {
    const old = made('flac', ...melody(20));
    const source = made('flac', '-i', old, '-t', '8', '-c', 'copy');
    const bytes = readFileSync(source);
    // Some versions of ffmpeg correct the header.
    readFileSync(old).copy(bytes, 18, 18, 26);
    const { code, secondsLost } = await verdictOf(bytes, 'wav');
    expect(code).toBe('sound_missing');
    expect(secondsLost).toBeCloseTo(12, 0);
  });

  it('MP3 that ends with a whole frame, long before its Xing header says', async () => {
    const bytes = bytesOf(
      'mp3',
      4,
      '-b:a',
      '64k',
      '-ar',
      '32000',
      '-ac',
      '1',
      '-id3v2_version',
      '0',
    );
    // 64 kbit/s at 32 kHz: 288 bytes a frame.
    const { code, secondsLost } = await verdictOf(bytes.subarray(0, 288 * 50), 'wav');
    expect(code).toBe('sound_missing');
    expect(secondsLost).toBeGreaterThan(2);
  });

  it('says both lengths', async () => {
    const wav = bytesOf('wav', 3);
    const { warnings } = await convert(fileOf(share(wav, 0.95)), 'mp3');
    expect(warnings[0]?.message).toMatch(/3\.000 s.*2\.850 s/);
  });
});

describe('files of different rates, one behind the other', () => {
  const bare = ['-write_xing', '0', '-id3v2_version', '0'];
  const parts = (extension: string, ...options: readonly string[]) =>
    [44_100, 22_050].map((rate) => bytesOf(extension, 2, ...options, '-ar', String(rate)));

  it.each([
    ['MP3', parts('mp3', ...bare)],
    ['ADTS', parts('aac')],
    ['Vorbis', parts('ogg', '-c:a', 'libvorbis')],
  ])('%s lose nothing without a word', async (_, both) => {
    for (const order of [both, both.toReversed()]) {
      for (const format of ['wav', 'm4a']) {
        const { code, duration = 0 } = await verdictOf(Buffer.concat(order), format);
        if (code === 'processed') expect(duration, format).toBeGreaterThan(2.9);
        else expect(code).toMatch(/^sound_|^damaged$/);
      }
    }
  });
});

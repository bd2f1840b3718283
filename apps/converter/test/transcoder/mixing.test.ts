import { statSync } from 'node:fs';
import { formatTable } from '@cloudconvert/core';
import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { peakOf, samplesOf } from '../support/samples.ts';
import { inspect, made } from '../support/tools.ts';

const layouts = [
  ['2.1', 3],
  ['3.0', 3],
  ['4.0', 4],
  ['quad', 4],
  ['5.0', 5],
  ['5.1', 6],
  ['5.1(side)', 6],
  ['6.1', 7],
  ['7.1', 8],
  ['7.1(wide)', 8],
] as const;

/** The peak that the codec itself makes of one such tone; a little more is noise. */
async function ownPeak(name: string): Promise<number> {
  const { path } = await convert(tones('mono', 1), name);
  return peakOf(samplesOf(path)[0] ?? new Float32Array()) * 1.05;
}

/** A tone at full scale in each channel, in step, so that all of them add up. */
function tones(layout: string, channels: number, ...options: readonly string[]): string {
  const tone = Array.from({ length: channels }, () => 'sin(2*PI*440*t)').join('|');
  const source = `aevalsrc=exprs=${tone}:channel_layout=${layout}:duration=0.5`;
  return made('wav', '-f', 'lavfi', '-i', source, ...options);
}

const sizeOf = (path: string) => statSync(path).size;
const stereoFormats = formatTable.filter(({ maxChannels }) => maxChannels === 2);

describe.each(layouts)('tones at full scale in %s', (layout, channels) => {
  const source = tones(layout, channels);

  it.each(stereoFormats)('stay within full scale in $name', async ({ name }) => {
    const { path } = await convert(source, name);
    const most = await ownPeak(name);
    for (const samples of samplesOf(path, 2)) {
      expect(peakOf(samples)).toBeLessThanOrEqual(most);
      expect(peakOf(samples)).toBeGreaterThan(0.5);
    }
  });

  it.each(['flac', 'mp3', 'ogg', 'acc', 'opus', 'wma', 'ac3'])(
    'stay within full scale in one channel of %s',
    async (name) => {
      const { path } = await convert(source, name, { options: { channels: 1 } });
      const peak = peakOf(samplesOf(path)[0] ?? new Float32Array());
      expect(peak).toBeLessThanOrEqual(await ownPeak(name));
      expect(peak).toBeGreaterThan(0.5);
    },
  );
});

describe('a mix', () => {
  it('is the same of floats as of 16 bits, and for every target', async () => {
    const sources = [tones('5.1', 6), tones('5.1', 6, '-c:a', 'pcm_f32le')];
    for (const source of sources) {
      for (const name of ['flac', 'wav', 'mp3', 'wma']) {
        const { path } = await convert(source, name, { options: { channels: 2 } });
        expect(peakOf(samplesOf(path, 2)[0] ?? new Float32Array()), name).toBeCloseTo(1, 1);
      }
    }
  });
});

describe('of several audio streams', () => {
  const two = [
    '-f',
    'lavfi',
    '-i',
    'sine=d=1',
    '-f',
    'lavfi',
    '-i',
    'sine=d=2',
    '-map',
    '0',
    '-map',
    '1',
  ];
  const codec = ['-c:a', 'flac'];

  it.each([
    [
      'the second, which is the default',
      ['-disposition:a:0', '0', '-disposition:a:1', 'default'],
      2,
    ],
    [
      'the first, where it is the default',
      ['-disposition:a:0', 'default', '-disposition:a:1', '0'],
      1,
    ],
    ['the first, where none is', ['-disposition:a:0', '0', '-disposition:a:1', '0'], 1],
  ])('%s is converted', async (_, dispositions, seconds) => {
    const source = made('mka', ...two, ...codec, ...dispositions);
    for (const name of ['wav', 'flac']) {
      expect((await convert(source, name)).duration).toBeCloseTo(seconds, 1);
    }
  });
});

describe('what was asked for', () => {
  const source = made('wav', '-f', 'lavfi', '-i', 'anoisesrc=d=20:r=44100', '-ac', '2');

  it.each([64_000, 128_000, 192_000])(
    'is what wma gets at %i bit/s, within a tenth',
    async (bitRate) => {
      const { path, warnings } = await convert(source, 'wma', { options: { bitRate } });
      const { duration } = inspect(path).format;
      expect(warnings).toEqual([]);
      expect(Number(duration)).toBeGreaterThan(19.9);
      expect(sizeOf(path) * 8).toBeLessThan(1.1 * bitRate * Number(duration));
    },
  );

  it('is said where it can not be had', async () => {
    const { warnings } = await convert(source, 'mp3', { options: { bitRate: 8000 } });
    expect(warnings).toMatchObject([{ code: 'bit_rate_adjusted' }]);
    expect(warnings[0]?.message).toContain('32000 bit/s was used');
  });
});

import { formatTable } from '@cloudconvert/core';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { fileOf } from '../support/temporary.ts';
import { ffmpeg, inspect } from '../support/tools.ts';

const wav = fileOf(wavFile({ seconds: 0.5 }));
/** A hash of the packets as they are. */
const packets = (path: string) => ffmpeg('-i', path, '-c', 'copy', '-f', 'md5', '-');

describe('what has the codec already is copied', () => {
  it.each(formatTable)('$name to $name', async ({ name }) => {
    const first = await convert(wav, name);
    const again = await convert(first.path, name);
    expect(packets(again.path)).toBe(packets(first.path));
    expect(again.duration).toBeCloseTo(first.duration, 1);
  });

  it.each([
    ['acc', 'm4a'],
    ['m4a', 'acc'],
  ])('%s to %s', async (from, to) => {
    const first = await convert(wav, from);
    const second = await convert(first.path, to);
    const there = await convert(second.path, from);
    expect(packets(there.path)).toBe(packets(first.path));
  });
});

describe('what is asked for is encoded', () => {
  it.each([
    [{ sampleRate: 22_050 }, { sample_rate: '22050', channels: 2 }],
    [{ channels: 1 }, { sample_rate: '44100', channels: 1 }],
    [{ bitRate: 64_000 }, { bit_rate: '64000' }],
  ])('%o', async (options, expected) => {
    const { path } = await convert((await convert(wav, 'mp3')).path, 'mp3', { options });
    expect(inspect(path).streams[0]).toMatchObject(expected);
  });
});

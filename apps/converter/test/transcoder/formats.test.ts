import { type AudioFormat, formatTable } from '@cloudconvert/core';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { fileOf } from '../support/temporary.ts';
import { inspect } from '../support/tools.ts';

/** Codecs put something in front and fill the last packet, more of it at low rates. */
const padding = 0.25;

async function check(format: AudioFormat, source: string, seconds: number) {
  const { path, duration } = await convert(source, format.name);
  const { format: container, streams } = inspect(path);
  expect(container.format_name.split(',')).toContain(format.demuxer);
  expect(streams.map(({ codec_name }) => codec_name)).toEqual([format.codec]);
  expect(duration).toBeGreaterThan(seconds - 0.01);
  expect(duration).toBeLessThan(seconds + padding);
  return streams[0];
}

const channelCounts = [1, 2, 3, 4, 6, 7, 8];
const byChannels = channelCounts.map((channels) => ({
  channels,
  source: fileOf(wavFile({ seconds: 0.4, channels })),
}));
const sampleRates = [8000, 22_050, 37_800, 70_001, 192_000];
const byRate = sampleRates.map((sampleRate) => fileOf(wavFile({ seconds: 0.4, sampleRate })));

describe.each(formatTable)('$name', (format) => {
  it('has codec, container and duration from 1 to 8 channels that say nothing of themselves', async () => {
    for (const { channels, source } of byChannels) {
      const stream = await check(format, source, 0.4);
      expect(stream?.channels).toBe(Math.min(channels, format.maxChannels));
    }
  });

  it('has codec, container and duration from low and high sample rates', async () => {
    for (const source of byRate) await check(format, source, 0.4);
  });
});

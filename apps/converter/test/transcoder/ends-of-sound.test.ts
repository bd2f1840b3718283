import { formatTable } from '@cloudconvert/core';
import { wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { convert } from '../support/convert.ts';
import { peakOf, samplesOf } from '../support/samples.ts';
import { fileOf } from '../support/temporary.ts';
import { made } from '../support/tools.ts';

const rate = 44_100;
const header = 44;
/** A click is a dozen samples long; a resampler and a codec spread it by a few more. */
const spread = 64;

/** A second of silence that begins and ends with a click. */
function clicks(): Uint8Array {
  const wav = Buffer.from(wavFile({ seconds: 1, channels: 1 }));
  wav.fill(0, header);
  for (let n = 0; n < 12; n += 1) {
    const sample = n % 2 === 0 ? 28_000 : -28_000;
    wav.writeInt16LE(sample, header + 2 * n);
    wav.writeInt16LE(sample, wav.length - 2 * (n + 1));
  }
  return wav;
}

function loudest(samples: Float32Array, from: number, to: number): number {
  const part = samples.subarray(from, to);
  const peak = peakOf(part);
  return from + part.findIndex((sample) => Math.abs(sample) === peak);
}

const source = fileOf(clicks());

describe.each(formatTable)('a sound in $name', (format) => {
  it('begins and ends where its source does', async () => {
    const { path } = await convert(source, format.name);
    const [samples = new Float32Array()] = samplesOf(path);
    const late = format.ends?.startsLate ?? 0;
    const first = loudest(samples, 0, rate / 2);
    const last = loudest(samples, rate / 2, samples.length);
    expect(Math.abs(first - late)).toBeLessThan(spread);
    expect(Math.abs(last - late - (rate - 1))).toBeLessThan(spread);
    expect(Math.min(Math.abs(samples[first] ?? 0), Math.abs(samples[last] ?? 0))).toBeGreaterThan(
      0.1,
    );
  });

  it('begins where its source does also from WebM, which tells of a start', async () => {
    const webm = made('webm', '-i', source, '-c:a', 'libopus', '-b:a', '128k');
    const { path } = await convert(webm, format.name);
    const [samples = new Float32Array()] = samplesOf(path);
    const first = loudest(samples, 0, rate / 2);
    // Opus is decoded at 48 kHz, which all of them but wma keep.
    const late = ((format.ends?.startsLate ?? 0) * rate) / 48_000;
    expect(Math.abs(first - late)).toBeLessThan(spread);
  });

  it('is heard however short it is', async () => {
    for (const samples of [1, 10, 441, 1152]) {
      const wav = Buffer.from(wavFile({ seconds: samples / rate, channels: 1 }));
      for (let at = header; at < wav.length; at += 2) wav.writeInt16LE(20_000, at);
      const { path } = await convert(fileOf(wav), format.name);
      expect(
        peakOf(samplesOf(path)[0] ?? new Float32Array()),
        `${samples} samples`,
      ).toBeGreaterThan(0.1);
    }
  });
});

import { expect, test } from 'vitest';
import { wavFile } from '../src/index.ts';

const fields = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const textAt = (bytes: Uint8Array, at: number) =>
  Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');

test('is a RIFF file whose lengths are right', () => {
  const bytes = wavFile({ seconds: 0.5, sampleRate: 8000, channels: 3 });

  expect([0, 8, 12, 36].map((at) => textAt(bytes, at))).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
  expect(fields(bytes).getUint32(4, true)).toBe(bytes.length - 8);
  expect(fields(bytes).getUint32(40, true)).toBe(4000 * 3 * 2);
  expect(bytes.length).toBe(44 + 4000 * 3 * 2);
});

test('plays the frequency that was asked for', () => {
  const bytes = wavFile({ seconds: 1, sampleRate: 8000, channels: 1, frequency: 100 });
  const samples = Array.from({ length: 8000 }, (_, i) => fields(bytes).getInt16(44 + 2 * i, true));

  const risings = samples.filter((sample, i) => sample >= 0 && (samples[i - 1] ?? 0) < 0);

  // The one at the very beginning has nothing before it.
  expect(risings).toHaveLength(99);
  expect(Math.max(...samples)).toBe(0x3fff);
});

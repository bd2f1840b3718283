import { type Frame, readFrames } from './frames.ts';
import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

/** ISO/IEC 14496-3, 1.A.2.2: what is needed of the header of a frame. */
const headerLength = 7;
const samplesPerBlock = 1024;
/** Table 1.18, in Hz. */
const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7350,
];

/**
 * Reads a file of ADTS frames. The spectral band replication of HE-AAC doubles the rate and the samples of a
 * block, so time stays right.
 */
export function readAdtsHeader(file: SoundFile): Promise<SoundHeader | undefined> {
  return readFrames(file, 'aac', frameAt);
}

function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + headerLength > bytes.length) return undefined;
  const start = bytes.readUInt32BE(offset);
  const end = bytes.readUIntBE(offset + 4, 3);
  const sampleRate = sampleRates[(start >>> 10) & 0xf];
  const length = ((start & 3) << 11) | (end >>> 13);
  const isFrame = start >>> 20 === 0xfff && ((start >>> 17) & 3) === 0;
  if (!isFrame || sampleRate === undefined || length < headerLength) return undefined;
  if (offset + length > bytes.length) return undefined;
  const samples = ((end & 3) + 1) * samplesPerBlock;
  return { length, samples, sampleRate, channels: (start >>> 6) & 7 };
}

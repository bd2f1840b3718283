import { createReadStream } from 'node:fs';
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
const pieceLength = 1024 ** 2;

interface Frame {
  /** Bytes. */
  readonly length: number;
  readonly blocks: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * Reads a file of ADTS frames without a gap. Nothing tells how many there are, so all of them are counted.
 * The spectral band replication of HE-AAC doubles the rate and the samples of a block, so time stays right.
 */
export async function readAdtsHeader({ path }: SoundFile): Promise<SoundHeader | undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let first: Frame | undefined;
  let blocks = 0;
  for await (const piece of createReadStream(path, { highWaterMark: pieceLength })) {
    rest = Buffer.concat([rest, piece]);
    let offset = 0;
    while (offset + headerLength <= rest.length) {
      const frame = frameAt(rest, offset);
      if (!frame) return undefined;
      if (offset + frame.length > rest.length) break;
      first ??= frame;
      blocks += frame.blocks;
      offset += frame.length;
    }
    rest = rest.subarray(offset);
  }
  if (!first || rest.length > 0) return undefined;
  const { sampleRate, channels } = first;
  return { codec: 'aac', sampleRate, channels, seconds: (blocks * samplesPerBlock) / sampleRate };
}

function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  const start = bytes.readUInt32BE(offset);
  const end = bytes.readUIntBE(offset + 4, 3);
  const sampleRate = sampleRates[(start >>> 10) & 0xf];
  const length = ((start & 3) << 11) | (end >>> 13);
  const isFrame = start >>> 20 === 0xfff && ((start >>> 17) & 3) === 0;
  if (!isFrame || sampleRate === undefined || length < headerLength) return undefined;
  return { length, blocks: (end & 3) + 1, sampleRate, channels: (start >>> 6) & 7 };
}

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
/** A frame has 8 KiB at most, so there are whole ones in each piece. */
const pieceLength = 128 * 1024;

interface Frame {
  /** Bytes. */
  readonly length: number;
  readonly blocks: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/** Frames one behind the other. */
interface Run {
  readonly first: Frame;
  /** Bytes. */
  readonly length: number;
  readonly blocks: number;
}

/**
 * Reads a file of ADTS frames without a gap. Nothing tells how many there are, so all of them are counted,
 * piece by piece in the same memory. The spectral band replication of HE-AAC doubles the rate and the
 * samples of a block, so time stays right.
 */
export async function readAdtsHeader(file: SoundFile): Promise<SoundHeader | undefined> {
  const piece = Buffer.allocUnsafeSlow(pieceLength);
  let first: Frame | undefined;
  let blocks = 0;
  for (let position = 0; position < file.size; ) {
    const run = framesIn(await file.readInto(piece, position));
    if (!run) return undefined;
    first ??= run.first;
    blocks += run.blocks;
    position += run.length;
  }
  if (!first) return undefined;
  const { sampleRate, channels } = first;
  return { codec: 'aac', sampleRate, channels, seconds: (blocks * samplesPerBlock) / sampleRate };
}

/** The whole frames with which `bytes` begin; `undefined` where there is none. */
function framesIn(bytes: Buffer): Run | undefined {
  const first = frameAt(bytes, 0);
  let length = 0;
  let blocks = 0;
  for (let frame = first; frame; frame = frameAt(bytes, length)) {
    length += frame.length;
    blocks += frame.blocks;
  }
  return first && { first, length, blocks };
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
  return { length, blocks: (end & 3) + 1, sampleRate, channels: (start >>> 6) & 7 };
}

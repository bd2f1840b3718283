import { type Frame, readFrames } from './frames.ts';
import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

/** ATSC A/52, 5.3 and 5.4.1: what is needed of the header of a frame. */
const headerLength = 8;
const syncWord = 0x0b77;
const samples = 1536;
/** Beyond it the stream is E-AC-3, or one of half the rate. */
const lastVersion = 8;
/** Table 5.6, in Hz. */
const sampleRates = [48_000, 44_100, 32_000];
/** Table 5.18, in kbit/s. */
const bitRates = [
  32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
];
/** Table 5.8. */
const fullChannels = [2, 1, 2, 3, 3, 4, 4, 5];

/** Reads a file of AC-3 frames. */
export function readAc3Header(file: SoundFile): Promise<SoundHeader | undefined> {
  return readFrames(file, 'ac3', frameAt);
}

function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + headerLength > bytes.length) return undefined;
  const sizes = bytes.readUInt8(offset + 4);
  const sampleRate = sampleRates[sizes >>> 6];
  const bitRate = bitRates[(sizes & 0x3f) >>> 1];
  const isFrame =
    bytes.readUInt16BE(offset) === syncWord && bytes.readUInt8(offset + 5) >>> 3 <= lastVersion;
  if (!isFrame || sampleRate === undefined || bitRate === undefined) return undefined;
  const length = 2 * (Math.floor((samples * bitRate * 125) / sampleRate / 2) + oddWord(sizes));
  if (offset + length > bytes.length) return undefined;
  return { length, samples, sampleRate, channels: channelsOf(bytes.readUInt16BE(offset + 6)) };
}

/** At 44 100 Hz every second frame of most rates is a word longer. */
function oddWord(sizes: number): number {
  return sizes >>> 6 === 1 ? sizes & 1 : 0;
}

/** The bits between the channel mode and the one of the low frequencies depend on the mode. */
function channelsOf(bits: number): number {
  const mode = bits >>> 13;
  const hasCenter = (mode & 1) === 1 && mode !== 1;
  const mixLevels = [hasCenter, (mode & 4) !== 0, mode === 2].filter(Boolean).length;
  const lowFrequencies = (bits >>> (12 - 2 * mixLevels)) & 1;
  return (fullChannels[mode] ?? 0) + lowFrequencies;
}

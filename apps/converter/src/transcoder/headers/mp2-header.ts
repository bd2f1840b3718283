import { type Frame, readFrames } from './frames.ts';
import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

const headerLength = 4;
const syncAndLayer2 = { mask: 0xfff6_0000, value: 0xfff4_0000 };
const samples = 1152;
const mono = 3;
/** By the bit that tells MPEG-1 from MPEG-2 (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3). In Hz and kbit/s. */
const versions = [
  {
    sampleRates: [22_050, 24_000, 16_000],
    bitRates: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  },
  {
    sampleRates: [44_100, 48_000, 32_000],
    bitRates: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  },
];

/** Reads a file of frames of MPEG layer II. */
export function readMp2Header(file: SoundFile): Promise<SoundHeader | undefined> {
  return readFrames(file, 'mp2', frameAt);
}

function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + headerLength > bytes.length) return undefined;
  const header = bytes.readUInt32BE(offset);
  const version = versions[(header >>> 19) & 1];
  const bitRate = version?.bitRates[(header >>> 12) & 0xf];
  const sampleRate = version?.sampleRates[(header >>> 10) & 3];
  const isLayer2 = (header & syncAndLayer2.mask) >>> 0 === syncAndLayer2.value;
  if (!isLayer2 || !bitRate || !sampleRate) return undefined;
  const length = Math.floor((samples * bitRate * 125) / sampleRate) + ((header >>> 9) & 1);
  if (offset + length > bytes.length) return undefined;
  return { length, samples, sampleRate, channels: ((header >>> 6) & 3) === mono ? 1 : 2 };
}

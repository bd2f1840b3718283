import { channels, music, sampleRate } from './music.ts';

const headerBytes = 44;
const bytesPerSample = 2;
const bytesPerFrame = channels * bytesPerSample;
const loudest = 0x7fff;

/** A WAV file, always the same for as many seconds. */
export function wavSound(seconds: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(headerBytes + seconds * sampleRate * bytesPerFrame);
  writeHeader(bytes);
  const tune = tuneOf16Bits();
  for (let offset = headerBytes; offset < bytes.length; offset += tune.length) {
    tune.copy(bytes, offset);
  }
  return bytes;
}

function tuneOf16Bits(): Buffer {
  const [left, right] = music();
  const bytes = Buffer.alloc(left.length * bytesPerFrame);
  let offset = 0;
  left.forEach((sample, frame) => {
    for (const value of [sample, right[frame] ?? 0]) {
      offset = bytes.writeInt16LE(Math.round(loudest * value), offset);
    }
  });
  return bytes;
}

/** RIFF WAVE with a `fmt ` chunk of 16 bytes (IBM and Microsoft, 1991). */
function writeHeader(bytes: Buffer): void {
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * bytesPerFrame, 28);
  bytes.writeUInt16LE(bytesPerFrame, 32);
  bytes.writeUInt16LE(bytesPerSample * 8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(bytes.length - headerBytes, 40);
}

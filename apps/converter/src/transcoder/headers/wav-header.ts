import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

const formLength = 12;
const chunkHeaderLength = 8;
const formatLength = 16;
const pcm = 1;
const bitsOfSample = 16;
/** Tags may follow the samples. ffmpeg compares each with all before it, so that many take long. */
const maxTagBytes = 64 * 1024;

interface Chunk {
  readonly id: string;
  readonly start: number;
  readonly length: number;
}

/** Reads a WAV of 16 bits whose chunk of samples is all there (Microsoft, Multimedia Programming Interface 1.0). */
export async function readWavHeader({
  beginning,
  size,
}: SoundFile): Promise<SoundHeader | undefined> {
  if (beginning.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  const chunks = [...chunksIn(beginning)];
  const format = chunks.find(({ id }) => id === 'fmt ');
  const data = chunks.find(({ id }) => id === 'data');
  if (!format || !data) return undefined;
  const bytesBehind = size - data.start - data.length;
  if (bytesBehind < 0 || bytesBehind > maxTagBytes) return undefined;
  return describe(beginning.subarray(format.start, format.start + format.length), data.length);
}

function* chunksIn(beginning: Buffer): Generator<Chunk> {
  let start = formLength;
  while (start + chunkHeaderLength <= beginning.length) {
    const id = beginning.toString('latin1', start, start + 4);
    const length = beginning.readUInt32LE(start + 4);
    yield { id, start: start + chunkHeaderLength, length };
    // Chunks begin at even offsets.
    start += chunkHeaderLength + length + (length % 2);
  }
}

function describe(format: Buffer, dataLength: number): SoundHeader | undefined {
  if (format.length < formatLength || format.readUInt16LE(0) !== pcm) return undefined;
  if (format.readUInt16LE(14) !== bitsOfSample) return undefined;
  const channels = format.readUInt16LE(2);
  const sampleRate = format.readUInt32LE(4);
  const bytesPerSecond = format.readUInt32LE(8);
  const isRight =
    bytesPerSecond > 0 && bytesPerSecond === (sampleRate * channels * bitsOfSample) / 8;
  if (!isRight || dataLength === 0) return undefined;
  return { codec: 'pcm_s16le', sampleRate, channels, seconds: dataLength / bytesPerSecond };
}

import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

/** What the header of one frame of a stream tells. */
export interface Frame {
  /** Bytes, the header included. */
  readonly length: number;
  /** Samples of each channel. */
  readonly samples: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** The frame that begins at `offset`, `undefined` where none does or not all of it is in `bytes`. */
export type FrameReader = (bytes: Buffer, offset: number) => Frame | undefined;

/** Frames one behind the other. */
interface Run {
  readonly first: Frame;
  /** Bytes. */
  readonly length: number;
  readonly samples: number;
}

/** A frame has 8 KiB at most, so there are whole ones in each piece. */
const pieceLength = 128 * 1024;

/**
 * Reads a file of frames without a gap. Nothing tells how many there are, so all of them are counted, piece
 * by piece in the same memory.
 */
export async function readFrames(
  file: SoundFile,
  codec: string,
  frameAt: FrameReader,
): Promise<SoundHeader | undefined> {
  const piece = Buffer.allocUnsafeSlow(pieceLength);
  let first: Frame | undefined;
  let samples = 0;
  for (let position = 0; position < file.size; ) {
    const run = framesIn(await file.readInto(piece, position), frameAt);
    if (!run) return undefined;
    first ??= run.first;
    samples += run.samples;
    position += run.length;
  }
  if (!first) return undefined;
  const { sampleRate, channels } = first;
  return { codec, sampleRate, channels, seconds: samples / sampleRate };
}

/** The whole frames with which `bytes` begin; `undefined` where there is none. */
function framesIn(bytes: Buffer, frameAt: FrameReader): Run | undefined {
  const first = frameAt(bytes, 0);
  let length = 0;
  let samples = 0;
  for (let frame = first; frame; frame = frameAt(bytes, length)) {
    length += frame.length;
    samples += frame.samples;
  }
  return first && { first, length, samples };
}

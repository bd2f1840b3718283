import { id3Length, id3TextLength } from './id3-tag.ts';
import { type Mp3Frame, mp3FrameAt } from './mp3-frame.ts';
import type { SoundFile } from './sound-file.ts';
import type { SoundHeader } from './sound-header.ts';

/** Room for the longest frame and the header of the one behind it. */
const beginningLength = 2048;
const headerLength = 4;
const markLength = 4;
const hasFramesAndBytes = 3;
/** A tag may follow the sound, and not all writers count the frame in which they tell its length. */
const slackBytes = 4096;
/** ffmpeg compares each tag with all before it: from here on, that takes longer than ffprobe. */
const maxTextBytes = 256 * 1024;
/** Bytes behind the mark: flags, frames, bytes, table of contents, quality. */
const encoderOffset = 4 + 4 + 4 + 100 + 4;
/** Bytes behind the beginning of the encoder's name, and how many tell both delays. */
const delays = { offset: 21, length: 3 };
/** Those whose delays ffmpeg cuts off (libavformat/mp3dec.c). */
const encoders = /^(?:LAME|Lavf|Lavc)/;

interface Mp3Claim extends SoundHeader {
  /** Bytes of the sound. */
  readonly bytes: number;
}

/**
 * Reads an MP3 whose first frame tells how many there are and how many bytes they take, as LAME's does
 * (http://gabriel.mp3-tech.org/mp3infotag.html). One that was cut off or glued together tells wrong, and
 * is `undefined` like all that is not as plain.
 */
export async function readMp3Header(file: SoundFile): Promise<SoundHeader | undefined> {
  const claim = await readMp3Claim(file);
  if (!claim) return undefined;
  const { bytes, ...header } = claim;
  const isRight = Math.abs(file.size - id3Length(file.beginning) - bytes) <= slackBytes;
  return isRight && (await id3TextLength(file)) <= maxTextBytes ? header : undefined;
}

/** What such a first frame tells, true or not. */
export async function readMp3Claim(file: SoundFile): Promise<Mp3Claim | undefined> {
  const beginning = await file.read(id3Length(file.beginning), beginningLength);
  const frame = mp3FrameAt(beginning, 0);
  if (!frame || !isFollowed(frame, beginning)) return undefined;
  const claim = claimOf(beginning, headerLength + frame.sideInformation);
  if (!claim) return undefined;
  const { sampleRate, channels, samples } = frame;
  const seconds = Math.max(0, claim.frames * samples - claim.padding) / sampleRate;
  return { codec: 'mp3', sampleRate, channels, seconds, bytes: claim.bytes };
}

/** Any four bytes may look like a frame's header, but not twice at the right distance. */
function isFollowed(frame: Mp3Frame, beginning: Buffer): boolean {
  const next = mp3FrameAt(beginning, frame.length);
  return next?.sampleRate === frame.sampleRate && next.channels === frame.channels;
}

function claimOf(beginning: Buffer, offset: number) {
  if (beginning.length < offset + 4 * markLength) return undefined;
  const mark = beginning.toString('latin1', offset, offset + markLength);
  if (mark !== 'Xing' && mark !== 'Info') return undefined;
  const flags = beginning.readUInt32BE(offset + markLength);
  if ((flags & hasFramesAndBytes) !== hasFramesAndBytes) return undefined;
  const frames = beginning.readUInt32BE(offset + 2 * markLength);
  if (frames === 0) return undefined;
  const bytes = beginning.readUInt32BE(offset + 3 * markLength);
  return { frames, bytes, padding: paddingOf(beginning, offset + markLength + encoderOffset) };
}

/** Samples that the encoder added at both ends. */
function paddingOf(beginning: Buffer, offset: number): number {
  const tag = beginning.subarray(offset, offset + delays.offset + delays.length);
  if (tag.length < delays.offset + delays.length || !encoders.test(tag.toString('latin1')))
    return 0;
  const both = tag.readUIntBE(delays.offset, delays.length);
  return (both >>> 12) + (both & 0xfff);
}

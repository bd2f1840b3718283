import { id3Length } from './id3-tag.ts';
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

/**
 * Reads an MP3 whose first frame tells how many there are and how many bytes they take, as LAME's does
 * (http://gabriel.mp3-tech.org/mp3infotag.html). One that was cut off or glued together tells wrong, and
 * is `undefined` like all that is not as plain.
 */
export async function readMp3Header(file: SoundFile): Promise<SoundHeader | undefined> {
  const start = id3Length(file.beginning);
  const beginning = await file.read(start, beginningLength);
  const frame = mp3FrameAt(beginning, 0);
  if (!frame || !isFollowed(frame, beginning)) return undefined;
  const claim = claimOf(beginning, headerLength + frame.sideInformation);
  if (!claim || Math.abs(file.size - start - claim.bytes) > slackBytes) return undefined;
  const { sampleRate, channels, samples } = frame;
  return { codec: 'mp3', sampleRate, channels, seconds: (claim.frames * samples) / sampleRate };
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
  return { frames, bytes: beginning.readUInt32BE(offset + 3 * markLength) };
}

import { readChunks } from '../headers/chunks.ts';
import { mp3FrameAt } from '../headers/mp3-frame.ts';
import { SoundFile } from '../headers/sound-file.ts';

/** Room for several of the longest frames. */
const tailLength = 16 * 1024;
/** Frames in a row that no tag looks like. */
const leastFrames = 3;
/** What may follow the sound of an MP3: ID3v1, APEv2, Lyrics3, ID3v2, padding. */
const tag = /^(?:TAG|APETAGEX|LYRICSBEGIN|ID3|\0*$)/;
/** A tag of FLV has a header of 11 bytes, with its length in the second to the fourth, and its size behind it. */
const flvTag = { header: 11, trailer: 4 };

/** Whether a file ends within something of which its own structure tells that there is more. */
export async function isCutOff(path: string): Promise<boolean> {
  await using file = await SoundFile.open(path);
  const mark = file.beginning.toString('latin1', 0, 3);
  if (mark === 'FLV') return endsInFlvTag(file);
  return (await endsInChunk(file)) || endsInFrame(await file.readTail(tailLength));
}

async function endsInChunk(file: SoundFile): Promise<boolean> {
  for await (const { start, length } of readChunks(file)) {
    if (start + length > file.size) return true;
  }
  return false;
}

async function endsInFlvTag(file: SoundFile): Promise<boolean> {
  if (file.size < flvTag.header) return true;
  const size = (await file.readTail(flvTag.trailer)).readUInt32BE(0);
  const start = file.size - flvTag.trailer - size;
  if (size < flvTag.header || start < 0) return true;
  return (await file.read(start, flvTag.header)).readUIntBE(1, 3) !== size - flvTag.header;
}

/** Whether frames of MP3 end with one that is not whole, or with something that is none. */
function endsInFrame(tail: Buffer): boolean {
  const end = endOfFrames(tail);
  return end !== undefined && end !== tail.length && !tag.test(tail.toString('latin1', end));
}

function endOfFrames(tail: Buffer): number | undefined {
  for (let start = 0; start < tail.length; start += 1) {
    let position = start;
    let count = 0;
    for (let next = start; next <= tail.length; count += 1) {
      position = next;
      const frame = mp3FrameAt(tail, position);
      if (!frame) break;
      next = position + frame.length;
    }
    if (count >= leastFrames) return position;
  }
  return undefined;
}

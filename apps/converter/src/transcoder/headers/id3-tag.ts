import type { SoundFile } from './sound-file.ts';

/** Bytes of an ID3v2 tag before what is in it, and of a frame in it before what is in that. */
const headerLength = 10;
const offsets = { version: 3, flags: 5, tagSize: 6, frameSize: 4 };
/** ID3v2.3.0, 3.3 and ID3v2.4.0, 4: the frames of both have the same header. */
const versions = [3, 4];
/** A frame for each comes to a picture of every kind, and more. */
const maxFrames = 200;
const picture = 'APIC';

/**
 * The bytes that an ID3v2 tag at the beginning of a file claims to take; 0 where there is none. Its size
 * is four bytes of seven bits each (ID3v2.4.0, 6.2).
 */
export function id3Length(head: Buffer): number {
  if (head.length < headerLength || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  return syncSafe(head, offsets.tagSize) + headerLength;
}

/** Bytes of an ID3v2 tag without its pictures; those of all of it where its structure is not a plain one. */
export async function id3TextLength(file: SoundFile): Promise<number> {
  const { beginning } = file;
  const length = id3Length(beginning);
  const isPlain = versions.includes(beginning[offsets.version] ?? 0) && !beginning[offsets.flags];
  if (!isPlain) return length;
  return length - (await pictureLength(file, length));
}

async function pictureLength(file: SoundFile, end: number): Promise<number> {
  let pictures = 0;
  let position = headerLength;
  for (let count = 0; count < maxFrames && position < end; count += 1) {
    const frame = await file.read(position, headerLength);
    if (frame.length < headerLength || frame[0] === 0) return pictures;
    const length = headerLength + sizeOf(frame, file.beginning[offsets.version]);
    if (frame.toString('latin1', 0, picture.length) === picture) pictures += length;
    position += length;
  }
  // Beyond its end its sizes are no sizes, and of more frames than this nobody knows.
  return position === end ? pictures : 0;
}

function sizeOf(frame: Buffer, version: number | undefined): number {
  return version === 3 ? frame.readUInt32BE(offsets.frameSize) : syncSafe(frame, offsets.frameSize);
}

function syncSafe(bytes: Buffer, offset: number): number {
  return bytes.subarray(offset, offset + 4).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}

import { readAc3Header } from './ac3-header.ts';
import { readAdtsHeader } from './adts-header.ts';
import { readAsfHeader } from './asf-header.ts';
import { readMp2Header } from './mp2-header.ts';
import { readMp3Header } from './mp3-header.ts';
import type { SoundFile } from './sound-file.ts';
import type { HeaderReader, SoundHeader } from './sound-header.ts';
import { readVorbisHeader } from './vorbis-header.ts';
import { readWavHeader } from './wav-header.ts';

/** By the muxer that writes such files. */
const readers: Readonly<Record<string, HeaderReader>> = {
  ac3: readAc3Header,
  adts: readAdtsHeader,
  asf: readAsfHeader,
  mp2: readMp2Header,
  mp3: readMp3Header,
  ogg: readVorbisHeader,
  wav: readWavHeader,
};

/**
 * What a file says of its sound, if it is as plain as what ffmpeg's `muxer` writes. ffprobe knows more kinds
 * of files, but takes longer to start than most of them take to be read: a tenth of a second of a processor
 * where it is linked to all of ffmpeg's libraries.
 */
export async function readHeader(muxer: string, file: SoundFile): Promise<SoundHeader | undefined> {
  return readers[muxer]?.(file);
}

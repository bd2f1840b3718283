import { readAdtsHeader } from './adts-header.ts';
import { readAsfHeader } from './asf-header.ts';
import { readMp3Header } from './mp3-header.ts';
import type { SoundFile } from './sound-file.ts';
import type { HeaderReader, SoundHeader } from './sound-header.ts';
import { readVorbisHeader } from './vorbis-header.ts';
import { readWavHeader } from './wav-header.ts';

const readers: Readonly<Record<string, HeaderReader>> = {
  aac: readAdtsHeader,
  asf: readAsfHeader,
  mp3: readMp3Header,
  ogg: readVorbisHeader,
  wav: readWavHeader,
};

/**
 * What a file says of its sound, read as ffmpeg's `demuxer` does. ffprobe knows more kinds of files, but
 * takes longer to start than most of them take to be read: a tenth of a second of a processor where it is
 * linked to all of ffmpeg's libraries.
 */
export async function readHeader(
  demuxer: string,
  file: SoundFile,
): Promise<SoundHeader | undefined> {
  return readers[demuxer]?.(file);
}

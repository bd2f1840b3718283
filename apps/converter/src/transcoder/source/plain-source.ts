import type { AudioFormat } from '@cloudconvert/core';
import { readHeader } from '../headers/read-header.ts';
import type { SoundFile } from '../headers/sound-file.ts';
import type { AudioSource } from './audio-source.ts';

const demuxers = ['mp3', 'wav'];
const layouts: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo' };
const pcm = 'pcm_s16le';

/**
 * A source that needs no ffprobe, since its own header tells all, as that of most MP3s and WAVs does.
 * ffmpeg must take it for nothing else, so that no file is one thing to this program and another to ffmpeg.
 */
export async function readPlainSource(
  file: SoundFile,
  format: AudioFormat,
): Promise<AudioSource | undefined> {
  // Samples of a WAV may be packets in disguise (IEC 61937): ffmpeg decodes them, but would also copy them.
  const candidates = format.codec === pcm ? demuxers.filter((name) => name !== 'wav') : demuxers;
  for (const demuxer of candidates) {
    const source = await readAs(demuxer, file);
    if (source) return source;
  }
  return undefined;
}

async function readAs(demuxer: string, file: SoundFile): Promise<AudioSource | undefined> {
  const header = await readHeader(demuxer, file);
  const layout = header && layouts[header.channels];
  if (!header || layout === undefined) return undefined;
  const { codec, sampleRate, channels, seconds } = header;
  return {
    ...{ demuxer, codec, sampleRate, channels, layout },
    index: 0,
    containers: [demuxer],
    bitDepth: 16,
    claimedSeconds: seconds,
    estimatedSeconds: undefined,
    size: file.size,
  };
}

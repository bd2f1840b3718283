import { stat } from 'node:fs/promises';
import type { AudioFormat } from '@cloudconvert/core';
import { readHeader } from '../headers/read-header.ts';
import type { AudioSource } from './audio-source.ts';

const demuxers = ['mp3', 'wav'];
const layouts: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo' };
const pcm = 'pcm_s16le';

/**
 * A source that needs no ffprobe, since its own header tells all, as that of most MP3s and WAVs does.
 * ffmpeg must take it for nothing else, so that no file is one thing to this program and another to ffmpeg.
 */
export async function readPlainSource(
  path: string,
  format: AudioFormat,
): Promise<AudioSource | undefined> {
  // Samples of a WAV may be packets in disguise (IEC 61937): ffmpeg decodes them, but would also copy them.
  const candidates = format.codec === pcm ? demuxers.filter((name) => name !== 'wav') : demuxers;
  for (const demuxer of candidates) {
    const source = await readAs(demuxer, path);
    if (source) return source;
  }
  return undefined;
}

async function readAs(demuxer: string, path: string): Promise<AudioSource | undefined> {
  const header = await readHeader(demuxer, path);
  const layout = header && layouts[header.channels];
  if (!header || layout === undefined) return undefined;
  const { codec, sampleRate, channels, seconds } = header;
  return {
    ...{ demuxer, codec, sampleRate, channels, layout },
    containers: [demuxer],
    bitDepth: 16,
    claimedSeconds: seconds,
    estimatedSeconds: undefined,
    size: (await stat(path)).size,
  };
}

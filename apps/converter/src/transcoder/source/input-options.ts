import { demuxers } from './allowed.ts';

/** Bytes and microseconds that may be read before the streams are known. */
const probeBytes = 5_000_000;
const probeMicroseconds = 5_000_000;

/** What ffmpeg and ffprobe may do with a stranger's file, as options before it. */
export function inputOptions(decoders: readonly string[]): readonly string[] {
  return [
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', demuxers.join(',')],
    ...['-codec_whitelist', decoders.join(',')],
    ...['-probesize', String(probeBytes)],
    ...['-analyzeduration', String(probeMicroseconds)],
  ];
}

/** `path` as a URL, so that no name is taken for a protocol or an option. */
export function fileUrl(path: string): string {
  return `file:${path}`;
}

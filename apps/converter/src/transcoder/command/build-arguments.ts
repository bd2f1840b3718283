import { type AudioFormat, type Encoding, type EncodingPlan, samplesAt } from '@cloudconvert/core';
import ffmpeg from 'fluent-ffmpeg';
import type { TranscodeLimits } from '../limits.ts';
import { audioDecoders } from '../source/allowed.ts';
import type { AudioSource } from '../source/audio-source.ts';
import { fileUrl, inputOptions } from '../source/input-options.ts';
import { asfPacketSize } from './asf-packets.ts';
import { filtersFor } from './filters.ts';
import { muxerOptions } from './muxer-options.ts';
import { tagOptions } from './tag-options.ts';

export interface Conversion {
  readonly input: string;
  readonly output: string;
  readonly source: AudioSource;
  readonly format: AudioFormat;
  readonly plan: EncodingPlan;
  readonly limits: TranscodeLimits;
}

type Command = ffmpeg.FfmpegCommand;
/** Not part of fluent-ffmpeg's types, and all that is used of it: its runner follows no limits. */
type ArgumentList = { _getArguments(): readonly string[] };

/** Pixels of a cover; decoding one of 16 000 × 16 000 takes 1.5 GB. */
const maxPixels = 1_000_000;
const maxAllocBytes = 128 * 1024 ** 2;
/** Each line, with its level, down to the statistics at the end, which tell how much was decoded. */
const logLevel = 'repeat+level+verbose';

/** The arguments of ffmpeg for one conversion. */
export function buildArguments(conversion: Conversion): readonly string[] {
  const { input, output, plan } = conversion;
  const command = ffmpeg(fileUrl(input))
    .inputOptions('-threads', '1', '-max_pixels', String(maxPixels))
    // A frame may be wrong and still decodable; where it has a checksum, that tells.
    .inputOptions('-err_detect', 'crccheck')
    .inputOptions(...inputOptions(audioDecoders), ...demuxerOf(conversion))
    .output(fileUrl(output))
    .outputOptions(...streamOf(conversion), ...resultOptions(conversion));
  if (plan.kind === 'copy') addDecoding(command, conversion);
  const list = (command as Command & ArgumentList)._getArguments();
  return [...globalOptions(), ...list];
}

function streamOf({ source }: Conversion): readonly string[] {
  return ['-map', `0:a:${source.index}`];
}

function demuxerOf({ source: { demuxer } }: Conversion): readonly string[] {
  return demuxer === undefined ? [] : ['-f', demuxer];
}

function globalOptions(): readonly string[] {
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', logLevel],
    ...['-progress', 'pipe:1', '-max_alloc', String(maxAllocBytes), '-filter_threads', '1'],
    // How much could be decoded is judged afterwards; junk behind the sound is no reason to fail.
    ...['-max_error_rate', '1'],
  ];
}

function resultOptions(conversion: Conversion): readonly string[] {
  const { source, format, limits } = conversion;
  return [
    ...codecOptions(conversion),
    ...tagOptions(source, format),
    ...muxerOptions(conversion),
    // One past the limit: ffmpeg ends well when it cuts, and only the surplus shows that it did.
    ...['-t', String(limits.maxSeconds + 1)],
    ...['-fs', String(limits.maxResultBytes + 1024 ** 2)],
    ...['-f', format.muxer],
  ];
}

function codecOptions({ source, format, plan }: Conversion): readonly string[] {
  if (plan.kind === 'copy') return ['-c:a', 'copy'];
  return [
    ...['-c:a', plan.encoder, '-threads', '1'],
    ...(plan.bitRate === undefined ? [] : ['-b:a', String(plan.bitRate)]),
    ...packetOptions(format, plan),
    ...['-filter:a', filtersFor(source, plan, format).join(',')],
  ];
}

function packetOptions({ muxer, ends }: AudioFormat, plan: Encoding): readonly string[] {
  const { sampleRate, bitRate } = plan;
  if (muxer !== 'asf' || bitRate === undefined) return [];
  // Decoders drop one frame of what is encoded.
  const frameSeconds = samplesAt(ends?.dropped ?? 0, sampleRate) / sampleRate;
  return ['-packet_size', String(asfPacketSize(frameSeconds, bitRate))];
}

/** Decodes the same packets into nothing: copying alone would not notice that they are broken. */
function addDecoding(command: Command, conversion: Conversion): void {
  command.output('-').outputOptions(...streamOf(conversion), '-f', 'null');
}

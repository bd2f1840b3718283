import { ConversionError, type FailureCode, type SourceAudio } from '@cloudconvert/core';
import type { ProbedStream } from './probe-report.ts';
import type { Probe } from './prober.ts';

/** The sound that is converted: one audio stream of a file. */
export interface AudioSource extends SourceAudio {
  /** Which of the file's audio streams it is, counted from 0. */
  readonly index: number;
  /** The demuxer that it must be read by; absent where ffmpeg may find out as ffprobe did. */
  readonly demuxer?: string;
  /** The container by all of ffmpeg's names for its demuxer. */
  readonly containers: readonly string[];
  /** Which channel is which, by ffmpeg's name; `undefined` where the file doesn't say. */
  readonly layout: string | undefined;
  /** Significant bits of a sample; 16 where the codec is lossy and has no such number. */
  readonly bitDepth: number;
  /** Seconds of sound that the file's header claims. */
  readonly claimedSeconds: number | undefined;
  /** Seconds that its size and bit rate make likely; wrong by any factor where the rate varies. */
  readonly estimatedSeconds: number | undefined;
  /** Bytes of the file. */
  readonly size: number;
}

/** Containers that tell each stream's duration apart. */
const tellEachDuration = ['mov', 'avi', 'ogg', 'mpegts'];

/**
 * Describes the stream that a player would choose: the first that the file marks as its default
 * (RFC 9559, 5.1.4.1.5, FlagDefault; ISO/IEC 14496-12, 8.3.2, track_enabled), else the first.
 * @throws ConversionError when there is no stream of sound
 */
export function describeSource(probe: Probe): AudioSource {
  const containers = probe.format.format_name.split(',');
  const streams = probe.streams.filter(({ codec_type }) => codec_type === 'audio');
  const stream = streams.find(({ disposition }) => disposition?.default) ?? streams[0];
  if (!stream) throw new ConversionError(reasonForNone(probe), containers);
  const seconds = secondsOf(stream, probe, containers);
  return {
    index: streams.indexOf(stream),
    codec: stream.codec_name,
    sampleRate: stream.sample_rate,
    channels: stream.channels,
    containers,
    layout: stream.channel_layout === 'unknown' ? undefined : stream.channel_layout,
    bitDepth: bitDepthOf(stream),
    claimedSeconds: probe.isEstimate ? undefined : seconds,
    estimatedSeconds: probe.isEstimate ? seconds : undefined,
    size: probe.format.size,
  };
}

/** What happens to begin like some format has a lower score than this (AVPROBE_SCORE_RETRY). */
const leastScore = 26;

function reasonForNone({ streams, format }: Probe): FailureCode {
  if (streams.length > 0) return 'no_audio_stream';
  return format.probe_score < leastScore ? 'not_audio' : 'damaged';
}

/** A film's duration says nothing of its sound's. */
function secondsOf(
  stream: ProbedStream,
  { streams, format }: Probe,
  containers: readonly string[],
): number | undefined {
  const others = streams.filter((other) => other !== stream && !other.disposition?.attached_pic);
  const ofFile = others.length === 0 ? format.duration : undefined;
  if (containers.includes('matroska')) return sinceStart(stream, stream.tags ?? ofFile);
  const isTold = containers.some((container) => tellEachDuration.includes(container));
  return (ofFile || isTold ? stream.duration : undefined) ?? ofFile;
}

/** Matroska tells when a stream ends, and it may begin later than the film. */
function sinceStart({ start_time = 0 }: ProbedStream, end: number | undefined): number | undefined {
  return end && end > start_time ? end - start_time : undefined;
}

function bitDepthOf(stream: ProbedStream): number {
  return stream.bits_per_raw_sample || stream.bits_per_sample || 16;
}

/** The best guess. A header may claim more than there is, but its file's size doesn't. */
export function expectedSeconds(source: AudioSource): number | undefined {
  const { claimedSeconds = Infinity, estimatedSeconds = Infinity } = source;
  const seconds = Math.min(claimedSeconds, estimatedSeconds);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** Speech codecs need this much for a second; what needs less is nearly silent. */
const leastBytesPerSecond = 1000;

/** What it can last at most. */
export function longestSeconds({ claimedSeconds, size }: AudioSource, limit: number): number {
  return claimedSeconds ?? Math.min(limit, size / leastBytesPerSecond);
}

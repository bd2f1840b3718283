import type { AudioFormat } from './audio-format.ts';
import { bitRateFor } from './bit-rate.ts';
import type { ConversionOptions } from './conversion-options.ts';
import { fromBelow } from './supported.ts';

/** The sound of a source, as far as the choice of an encoding depends on it. */
export interface SourceAudio {
  /** The codec by ffmpeg's name for it. */
  readonly codec: string;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** How to get from a source to a format: the packets as they are, or encoded anew. */
export type EncodingPlan = { readonly kind: 'copy' } | Encoding;

export interface Encoding {
  readonly kind: 'encode';
  /** ffmpeg's name for it. */
  readonly encoder: string;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** bit/s; absent where the codec is lossless. */
  readonly bitRate?: number;
}

/**
 * Chooses the encoding. A source that already has the format's codec is copied where nothing else is
 * asked for, since encoding again would only lose quality. A sample rate that the codec
 * can't take becomes the next higher one, so that nothing high is lost; a bit rate becomes the nearest.
 */
export function planEncoding(
  source: SourceAudio,
  format: AudioFormat,
  options: ConversionOptions,
): EncodingPlan {
  if (source.codec === format.codec && Object.keys(options).length === 0) return { kind: 'copy' };
  return encodeAnew(source, format, options);
}

/** As `planEncoding`, for a source whose packets can't be taken as they are. */
export function encodeAnew(
  source: SourceAudio,
  format: AudioFormat,
  options: ConversionOptions,
): Encoding {
  const channels = options.channels ?? Math.min(source.channels, format.maxChannels);
  const sampleRate = fromBelow(format.sampleRates, options.sampleRate ?? source.sampleRate);
  const plan = { kind: 'encode', encoder: format.encoder, sampleRate, channels } as const;
  if (!format.bitRates) return plan;
  return { ...plan, bitRate: bitRateFor(format.bitRates, options.bitRate, sampleRate, channels) };
}

import type { FormatName } from './format-name.ts';
import type { SoundEnds } from './sound-ends.ts';

/** All whole numbers from `min` to `max`. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Values that a codec takes: these numbers, and all in these ranges. */
export type Supported = readonly (number | Range)[];

/** What an encoder takes at sample rates up to a certain one. */
interface RateBand {
  /** Hz. */
  readonly upToSampleRate: number;
  /** bit/s. */
  readonly supported: Supported;
}

/** What an encoder takes for one channel at sample rates up to a certain one. */
interface BitRateBand extends Range {
  /** Hz. */
  readonly upToSampleRate: number;
}

/** Bit rates of a lossy codec, in bit/s. */
export interface BitRates {
  readonly supported: Supported;
  /** What one channel gets when nobody asks for a rate, in bit/s. */
  readonly defaultPerChannel: number;
  /** Where the codec has other rates at other sample rates: by rising sample rate. */
  readonly bySampleRate?: readonly RateBand[];
  /** Where the encoder fails outside of a band: its bands by rising sample rate. */
  readonly perChannel?: readonly BitRateBand[];
}

/** What a format's name promises: the container, the codec, and what the two can carry. */
export interface AudioFormat {
  readonly name: FormatName;
  /** Other names that mean the same, in lower case. */
  readonly aliases: readonly string[];
  /** File name extension, without the dot. */
  readonly extension: string;
  readonly mimeType: string;
  /** The container by ffmpeg's name for the muxer that writes it. */
  readonly muxer: string;
  /** The container by ffmpeg's name for the demuxer that recognises it. */
  readonly demuxer: string;
  /** The codec by ffmpeg's name for it. */
  readonly codec: string;
  /** ffmpeg's name for the encoder that produces the codec. */
  readonly encoder: string;
  /** Sample rates in Hz. */
  readonly sampleRates: Supported;
  readonly maxChannels: number;
  /** Absent where the codec is lossless and its rate follows from the sound. */
  readonly bitRates?: BitRates;
  /** Absent where a sound of any length begins and ends exactly where it did. */
  readonly ends?: SoundEnds;
  /** Whether title, artist and the like have a place in the container. */
  readonly carriesTags: boolean;
}

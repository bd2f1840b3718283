import { ConversionError } from '@cloudconvert/core';
import type { TranscodeLimits } from '../limits.ts';
import { type AudioSource, expectedSeconds } from './audio-source.ts';

/** Hz. Below it a resampler's delay is longer than many a sound. */
const minSampleRate = 100;

/** @throws ConversionError when the source is outside of what is converted */
export function checkSource(source: AudioSource, limits: TranscodeLimits): void {
  const { codec, channels, sampleRate, claimedSeconds } = source;
  if (codec === 'unknown') throw new ConversionError('not_audio', 'the codec is unknown');
  if (channels < 1 || channels > limits.maxChannels || sampleRate > limits.maxSampleRate) {
    throw unsupported(source);
  }
  const seconds = claimedSeconds === undefined ? 0 : (expectedSeconds(source) ?? 0);
  if (seconds > limits.maxSeconds) {
    throw new ConversionError('too_long', `claims ${claimedSeconds} s`);
  }
  if (sampleRate < minSampleRate) throw unsupported(source);
}

function unsupported({ channels, sampleRate }: AudioSource): ConversionError {
  return new ConversionError('unsupported_audio', `${channels} channels at ${sampleRate} Hz`);
}

import { ConversionError } from '@cloudconvert/core';
import type { AudioSource } from '../source/audio-source.ts';
import { fallsShort } from './tolerance.ts';

/** An estimate may be wrong by any factor; but with errors, and this little, nearly all was broken. */
const leastShareOfEstimate = 0.02;
/** Seconds that codecs add at both ends. ffmpeg is stopped a whole second past the limit. */
const padding = 0.5;

/**
 * Judges whether the sound that came out is what the source holds, by its duration and by what ffmpeg
 * complained of.
 * @throws ConversionError `no_sound`, `damaged`, `too_long`
 */
export function judgeResult(
  source: AudioSource,
  seconds: number,
  complaints: string,
  maxSeconds: number,
): void {
  if (seconds === 0) throw new ConversionError(complaints ? 'damaged' : 'no_sound', complaints);
  if (seconds > maxSeconds + padding)
    throw new ConversionError('too_long', `at least ${seconds} s`);
  const { claimedSeconds = 0, estimatedSeconds = 0 } = source;
  const least = complaints ? estimatedSeconds * leastShareOfEstimate : 0;
  if (!fallsShort(seconds, claimedSeconds) && seconds >= least) return;
  const expected = claimedSeconds || estimatedSeconds;
  throw new ConversionError('damaged', `${seconds} s of ${expected} s; ${complaints}`);
}

/**
 * A copy is good only when every packet could be decoded and its times are right: ffmpeg gives those of
 * a very short Vorbis stream a day too much.
 * @throws Error
 */
export function judgeCopy(
  { claimedSeconds }: AudioSource,
  seconds: number,
  complaints: string,
): void {
  if (complaints) throw new Error(`copied with errors: ${complaints}`);
  if (claimedSeconds !== undefined && fallsShort(claimedSeconds, seconds)) {
    throw new Error(`copied ${claimedSeconds} s to ${seconds} s`);
  }
}

import { type AudioFormat, type Encoding, samplesAt } from '@cloudconvert/core';

/**
 * Taps of ffmpeg's resampler where the rate rises; where it falls they are more by the same factor
 * (`filter_size` in ffmpeg-resampler). Of fewer samples than half of that nothing comes out.
 */
const resamplerTaps = 32;

/** Silence that lets a resampler give a sound shorter than itself: a filter in front of it. */
export function fillResampler(from: number, to: number): string {
  return `apad=whole_len=${resamplerTaps * Math.ceil(Math.max(1, from / to))}`;
}

/** The silence that a format needs around a sound to give it back whole: filters in front of the encoder. */
export function silenceAround(
  { sampleRate }: Encoding,
  { ends = {} }: AudioFormat,
): readonly string[] {
  const { dropped = 0, keptBack = 0, shortest = 0 } = ends;
  const [front, back] = [samplesAt(dropped, sampleRate), samplesAt(keptBack, sampleRate)];
  return [
    ...(front > 0 ? [`adelay=${front}S:all=1`] : []),
    ...(back > 0 ? [`apad=pad_len=${back}`] : []),
    ...(shortest > 0 ? [`apad=whole_len=${shortest}`] : []),
  ];
}

import type { AudioFormat, EncodingPlan } from '@cloudconvert/core';
import { type AudioSource, expectedSeconds } from '../source/audio-source.ts';

interface Subject {
  readonly format: AudioFormat;
  readonly plan: EncodingPlan;
  readonly source: AudioSource;
}

const byMuxer: Readonly<Record<string, (subject: Subject) => readonly string[]>> = {
  // Version 2.3 is the newest that Windows shows.
  mp3: () => ['-id3v2_version', '3'],
  // AIFF has no place of its own for more than a title.
  aiff: () => ['-write_id3v2', '1'],
  ipod: mp4Options,
  ogg: oggOptions,
};

/** What a muxer needs to be told to write all it can. */
export function muxerOptions(subject: Subject): readonly string[] {
  return byMuxer[subject.format.muxer]?.(subject) ?? [];
}

/** With the index in front, playing can start before the file is there. */
function mp4Options({ plan, source }: Subject): readonly string[] {
  const { sampleRate } = plan.kind === 'copy' ? source : plan;
  // The edit list counts in the time of the film, whose usual milliseconds would round a short sound to none.
  return ['-movflags', '+faststart', '-movie_timescale', String(sampleRate)];
}

/** Seconds; ffmpeg's pages are half as long. */
const severalPages = 2;

/**
 * Where the first page of sound is also the last, ffmpeg reads another length out of it, and up to 128
 * samples of the end are lost. So a short sound gets a page for each packet: one may last a microsecond.
 */
function oggOptions({ source }: Subject): readonly string[] {
  return (expectedSeconds(source) ?? 0) < severalPages ? ['-page_duration', '1'] : [];
}

import { ConversionError, type FailureCode } from '@cloudconvert/core';
import type { CommandEnd } from '../process/attend.ts';
import { demuxers } from '../source/allowed.ts';
import { toolFailure } from './tool-failure.ts';

/** ffprobe names the demuxer that complains; it knew the format then. */
const knownFormat = new RegExp(`^\\[(${demuxers.join('|')})\\b[^\\]]* @ `, 'm');

/** What ffprobe says of a file; the first that fits counts, and anything else is no audio. */
const reasons: readonly (readonly [RegExp, FailureCode])[] = [
  [/not on whitelist|detected only with low score/, 'not_audio'],
  [/Invalid sample rate|Too many channels|Decoder requires channel/, 'unsupported_audio'],
  [knownFormat, 'damaged'],
];

/** What it means that ffprobe could not read a file. */
export function probeFailure(end: CommandEnd): Error {
  // One thread, as here, takes no more of a processor than of the clock.
  if (end.isLate) return new ConversionError('damaged', `a look takes too long: ${end.errors}`);
  const failure = toolFailure('ffprobe', end);
  if (failure) return failure;
  const reason = reasons.find(([pattern]) => pattern.test(end.errors));
  return new ConversionError(reason?.[1] ?? 'not_audio', end.errors);
}

import { ConversionError, type FailureCode } from '@cloudconvert/core';
import type { CommandEnd } from '../process/attend.ts';
import { toolFailure } from './tool-failure.ts';

/** What ffmpeg says when the reason is in the file; the first that fits counts. */
const reasons: readonly (readonly [RegExp, FailureCode])[] = [
  [/matches no streams|does not contain any stream/, 'no_audio_stream'],
  [/not on whitelist|Decoder .* not found|Unknown decoder/, 'not_audio'],
  [/channel layout .* is not supported/i, 'unsupported_audio'],
  [/exceeds maximum|Invalid data found|Cannot allocate memory/, 'damaged'],
  [/Cannot determine format of input|Error (?:opening input|during demuxing)/, 'damaged'],
  [/Error (while decoding|submitting packet to decoder)|Decoding error/, 'damaged'],
];

/** A broken stream was decoded to what is no number; LAME then ends the process. */
const noNumbers = /Input contains (\(near\) )?NaN|calc_energy: Assertion/;

/** What it means that ffmpeg ended with an error. */
export function conversionFailure(end: CommandEnd): Error {
  if (noNumbers.test(end.errors)) return new ConversionError('damaged', end.errors);
  const failure = toolFailure('ffmpeg', end);
  if (failure) return failure;
  const reason = reasons.find(([pattern]) => pattern.test(end.errors));
  if (reason) return new ConversionError(reason[1], end.errors);
  return new Error(`ffmpeg ended with code ${end.code}: ${end.errors}`);
}

import {
  ConversionError,
  soundDisturbed,
  soundMissing,
  soundUnreadable,
  type TaskWarning,
} from '@cloudconvert/core';
import type { Conversion } from '../command/build-arguments.ts';
import { isCutOff } from '../source/cut-off.ts';
import type { ConversionLog } from './conversion-log.ts';
import { type Balance, balanceOf } from './lost-sound.ts';

/** Less than this share of the sound is no result any more. */
const leastShare = 0.9;
/** Seconds that nothing but wrong times adds to a copy. */
const surplus = 1;
/** Seconds that codecs add at both ends. ffmpeg is stopped a whole second past the limit. */
const padding = 0.5;

/**
 * Judges whether the sound that came out is what the source holds, by its duration and by what ffmpeg
 * complained of, and answers what is to be said of it.
 * @throws ConversionError `no_sound`, `damaged`, `too_long`
 */
export async function judgeResult(
  conversion: Conversion,
  seconds: number,
  log: ConversionLog,
): Promise<readonly TaskWarning[]> {
  const { maxSeconds } = conversion.limits;
  if (seconds === 0) throw new ConversionError(log.complaints ? 'damaged' : 'no_sound', `${log}`);
  if (seconds > maxSeconds + padding)
    throw new ConversionError('too_long', `at least ${seconds} s`);
  const balance = balanceOf(conversion, log, seconds);
  if (balance.isShort) return [await judgeLoss(balance, conversion, log)];
  return log.complaints > 0 ? [soundDisturbed(log.complaints)] : [];
}

/** A header may be older than its file: that the file is damaged needs another sign. */
async function judgeLoss(
  { expected, found, isClaim }: Balance,
  { input }: Conversion,
  log: ConversionLog,
): Promise<TaskWarning> {
  const isLittle = found < expected * leastShare;
  if (isLittle && (log.complaints > 0 || (await isCutOff(input)))) {
    throw new ConversionError('damaged', `${found} s of ${expected} s; ${log}`);
  }
  return isClaim ? soundMissing(expected, found) : soundUnreadable(expected, found);
}

/**
 * A copy is good only when every packet could be decoded and its times are right: ffmpeg gives those of
 * a very short Vorbis stream a day too much.
 * @throws Error
 */
export function judgeCopy(
  { source: { claimedSeconds } }: Conversion,
  seconds: number,
  log: ConversionLog,
): void {
  if (log.complaints > 0) throw new Error(`copied with errors: ${log}`);
  if (claimedSeconds !== undefined && seconds > claimedSeconds + surplus) {
    throw new Error(`copied ${claimedSeconds} s to ${seconds} s`);
  }
}

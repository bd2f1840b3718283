/** What was lost or changed in a result that is handed out all the same, as a stable word for programs. */
export type WarningCode = 'sound_missing' | 'sound_disturbed' | 'bit_rate_adjusted';

export interface TaskWarning {
  readonly code: WarningCode;
  /** A sentence for the person who uploaded the file. */
  readonly message: string;
  /** Seconds of sound that the source claims and the result lacks. */
  readonly secondsLost?: number;
}

const advice = 'Compare the result with the original.';

/**
 * The result holds less sound than the source's header claims.
 *
 * @param claimed seconds by the header
 * @param found seconds in the result
 */
export function soundMissing(claimed: number, found: number): TaskWarning {
  const lasts = `The file says that it lasts ${claimed.toFixed(3)} s`;
  return missing(lasts, claimed, found);
}

/**
 * Parts of the source could not be read, and it has no header that claims a length.
 *
 * @param likely seconds that the source would have if all of its packets could be read
 * @param found seconds in the result
 */
export function soundUnreadable(likely: number, found: number): TaskWarning {
  const holds = `The file holds about ${likely.toFixed(3)} s of sound`;
  return missing(holds, likely, found);
}

function missing(claim: string, expected: number, found: number): TaskWarning {
  return {
    code: 'sound_missing',
    message: `${claim}, but only ${found.toFixed(3)} s of sound could be read. ${advice}`,
    secondsLost: Number((expected - found).toFixed(3)),
  };
}

/**
 * The sound is as long as it should be, but parts of it were broken.
 *
 * @param places how many errors the decoder reported
 */
export function soundDisturbed(places: number): TaskWarning {
  const errors = places === 1 ? 'an error' : `${places} errors`;
  return {
    code: 'sound_disturbed',
    message: `The file has ${errors} in it, and parts of its sound may be missing or disturbed. ${advice}`,
  };
}

/**
 * The codec has no such bit rate at the sample rate and for the channels of the source.
 *
 * @param asked bit/s
 * @param used bit/s
 */
export function bitRateAdjusted(asked: number, used: number): TaskWarning {
  return {
    code: 'bit_rate_adjusted',
    message:
      `The codec can't have ${asked} bit/s at this sample rate and with these channels; ` +
      `${used} bit/s was used instead.`,
  };
}

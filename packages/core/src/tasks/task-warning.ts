/** What was lost or changed in a result that is handed out all the same, as a stable word for programs. */
export type WarningCode = 'sound_missing';

export interface TaskWarning {
  readonly code: WarningCode;
  /** A sentence for the person who uploaded the file. */
  readonly message: string;
  /** Seconds of sound that the source claims and the result lacks. */
  readonly secondsLost?: number;
}

/**
 * The result holds less sound than the source's header claims.
 *
 * @param claimed seconds by the header
 * @param found seconds in the result
 */
export function soundMissing(claimed: number, found: number): TaskWarning {
  const secondsLost = Number((claimed - found).toFixed(3));
  return {
    code: 'sound_missing',
    message:
      `The file says that it lasts ${claimed.toFixed(3)} s, but only ${found.toFixed(3)} s of sound ` +
      'could be read. Compare the result with the original.',
    secondsLost,
  };
}

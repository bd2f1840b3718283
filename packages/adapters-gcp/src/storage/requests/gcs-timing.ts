/** How patient the storage is. All in milliseconds. */
export interface GcsTiming {
  /** A connection on which no byte has moved for so long, while one should, counts as cut. */
  readonly stallMs: number;
  /** Google's library may take so long for a token or a signature, which are several requests. */
  readonly sdkMs: number;
  /** A call whose attempts have failed for so long without progress gives up. */
  readonly giveUpAfterMs: number;
  /** The pause after the first failure, at most; it doubles with each further one. */
  readonly firstPauseMs: number;
  /** No pause is longer, unless the server asks for a longer one (RFC 9110, 10.2.3). */
  readonly longestPauseMs: number;
}

/** Two stalled connections in a row are still cut within a minute. */
export const defaultTiming: GcsTiming = {
  stallMs: 20_000,
  sdkMs: 30_000,
  giveUpAfterMs: 40_000,
  firstPauseMs: 250,
  longestPauseMs: 8000,
};

/** What one conversion may take; past it the conversion fails with a reason. */
export interface TranscodeLimits {
  /** Seconds of sound in the source. */
  readonly maxSeconds: number;
  readonly maxChannels: number;
  /** Hz. */
  readonly maxSampleRate: number;
  /** Bytes of the result. */
  readonly maxResultBytes: number;
  /** Seconds on the clock for one run of ffmpeg, however long the sound is. */
  readonly maxWallSeconds: number;
}

/** A recording of any length gets this long, in seconds, and a fifth of what it lasts on top. */
const leastWallSeconds = 60;
const wallSecondsPerSecond = 1 / 5;

/** How long one run of ffmpeg may take for `seconds` of sound. */
export function wallSeconds(limits: TranscodeLimits, seconds: number): number {
  return Math.min(limits.maxWallSeconds, leastWallSeconds + seconds * wallSecondsPerSecond);
}

import type { SoundFile } from './sound-file.ts';

/** What a file itself says of the sound in it. */
export interface SoundHeader {
  /** By ffmpeg's name. */
  readonly codec: string;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly seconds: number;
}

/** Answers `undefined` for a file that is not as plain as those that it knows. */
export type HeaderReader = (file: SoundFile) => Promise<SoundHeader | undefined>;

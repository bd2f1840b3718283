import type { AudioFormat } from '../formats/audio-format.ts';
import type { ConversionOptions } from '../formats/conversion-options.ts';
import type { FormatName } from '../formats/format-name.ts';
import type { TaskWarning } from '../tasks/task-warning.ts';

export interface TranscodeRequest {
  /** Path of the source, alone in a directory with `output`. Whatever it holds is a stranger's. */
  readonly input: string;
  /** Path where the result goes; nothing is there yet. */
  readonly output: string;
  readonly format: AudioFormat;
  readonly options: ConversionOptions;
  readonly signal: AbortSignal;
  /** Called now and then with how much is done, in per cent, never falling; 0 when it begins. */
  readonly onProgress: (percent: number) => void;
  /** For the log. */
  readonly taskId: number;
}

export interface TranscodeResult {
  /** Seconds of sound in the result. */
  readonly duration: number;
  /** What the result lacks or has otherwise than asked. */
  readonly warnings: readonly TaskWarning[];
}

/**
 * Turns one audio file into another. The result has been checked when it resolves: it is there, has
 * the format's container and codec, and lasts as long as the source or says in a warning that it doesn't.
 */
export interface Transcoder {
  /** The formats that this installation can write. */
  formats(): Promise<ReadonlySet<FormatName>>;
  /**
   * @throws ConversionError when the reason is in the file; ConversionCrash when it may be;
   * MachineTrouble when this machine lacks something; the signal's reason when aborted, after everything
   * that was started for it has ended; any other error when nobody knows why.
   */
  transcode(request: TranscodeRequest): Promise<TranscodeResult>;
}

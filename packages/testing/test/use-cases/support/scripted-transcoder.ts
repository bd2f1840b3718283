import { copyFile } from 'node:fs/promises';
import {
  type FormatName,
  formatTable,
  type TaskWarning,
  type TranscodeRequest,
  type TranscodeResult,
  type Transcoder,
} from '@cloudconvert/core';

type Step = (request: TranscodeRequest) => Promise<void>;

/** Copies the source; what else happens at a conversion is up to the test. */
export class ScriptedTranscoder implements Transcoder {
  /** Called before each copy; may wait, report progress or throw. */
  step: Step = async () => {};
  conversions = 0;
  warnings: readonly TaskWarning[] = [];

  async formats(): Promise<ReadonlySet<FormatName>> {
    return new Set(formatTable.map(({ name }) => name));
  }

  async transcode(request: TranscodeRequest): Promise<TranscodeResult> {
    this.conversions += 1;
    await this.step(request);
    request.signal.throwIfAborted();
    await copyFile(request.input, request.output);
    return { duration: 1, warnings: this.warnings };
  }
}

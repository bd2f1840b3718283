import { dirname } from 'node:path';
import {
  type Logger,
  MachineTrouble,
  type TranscodeRequest,
  type TranscodeResult,
} from '@cloudconvert/core';
import { withMachineTrouble } from '../machine-trouble.ts';
import { buildArguments, type Conversion } from './command/build-arguments.ts';
import { conversionFailure } from './failure/conversion-failure.ts';
import { wallSeconds } from './limits.ts';
import type { CommandEnd } from './process/attend.ts';
import type { Launcher } from './process/launcher.ts';
import { Progress } from './progress.ts';
import { ConversionLog } from './result/conversion-log.ts';
import { judgeCopy, judgeResult } from './result/judge-result.ts';
import type { ResultMeter } from './result/result-meter.ts';
import { expectedSeconds, longestSeconds } from './source/audio-source.ts';
import type { Tool } from './tools/tool.ts';

interface Dependencies {
  readonly ffmpeg: Tool;
  readonly launcher: Launcher;
  readonly results: ResultMeter;
  readonly logger: Logger;
}

type Run = Pick<TranscodeRequest, 'signal' | 'onProgress' | 'taskId'>;

/** A muxer adds its index and its padding after `-fs` has ended the sound. */
const trailerBytes = 64 * 1024 ** 2;

/** Runs ffmpeg once and judges what came out. */
export class Converter {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  async convert(conversion: Conversion, run: Run): Promise<TranscodeResult> {
    const progress = new Progress(expectedSeconds(conversion.source), run.onProgress);
    const log = new ConversionLog();
    const end = await this.#run(conversion, run, progress, log);
    if (log.complaints > 0) {
      const { taskId } = run;
      this.#deps.logger.warn({ taskId, complaints: end.errors }, 'ffmpeg complained');
    }
    if (end.code !== 0) throw conversionFailure(end);
    const duration = await this.#measure(conversion, run, progress);
    const warnings = await judgeResult(conversion, duration, log);
    if (conversion.plan.kind === 'copy') judgeCopy(conversion, duration, log);
    return { duration, warnings };
  }

  /** Not every header without sound behind it is one that can be read. */
  async #measure({ output, format }: Conversion, { signal }: Run, progress: Progress) {
    try {
      return await withMachineTrouble(() => this.#deps.results.measure(output, format, signal));
    } catch (error) {
      if (progress.hasBegun || signal.aborted || error instanceof MachineTrouble) throw error;
      return 0;
    }
  }

  #run(
    conversion: Conversion,
    { signal }: Run,
    progress: Progress,
    log: ConversionLog,
  ): Promise<CommandEnd> {
    const { source, limits, output } = conversion;
    return this.#deps.launcher.run({
      tool: this.#deps.ffmpeg.path,
      args: buildArguments(conversion),
      cwd: dirname(output),
      limits: {
        wallSeconds: wallSeconds(limits, longestSeconds(source, limits.maxSeconds)),
        maxFileBytes: limits.maxResultBytes + trailerBytes,
      },
      signal,
      onOutput: progress.append,
      log,
    });
  }
}

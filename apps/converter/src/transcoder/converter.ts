import { dirname } from 'node:path';
import type { Logger, TranscodeRequest, TranscodeResult } from '@cloudconvert/core';
import { buildArguments, type Conversion } from './command/build-arguments.ts';
import { conversionFailure } from './failure/conversion-failure.ts';
import { wallSeconds } from './limits.ts';
import type { CommandEnd } from './process/attend.ts';
import type { Launcher } from './process/launcher.ts';
import { Progress } from './progress.ts';
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
    const { source, plan, limits } = conversion;
    const progress = new Progress(expectedSeconds(source), run.onProgress);
    const end = await this.#run(conversion, run, progress);
    const complaints = complaintsOf(end);
    if (complaints) this.#deps.logger.warn({ taskId: run.taskId, complaints }, 'ffmpeg complained');
    if (end.code !== 0) throw conversionFailure(end);
    const duration = await this.#measure(conversion, run, progress);
    judgeResult(source, duration, complaints, limits.maxSeconds);
    if (plan.kind === 'copy') judgeCopy(source, duration, complaints);
    return { duration, warnings: [] };
  }

  /** Not every header without sound behind it is one that can be read. */
  async #measure({ output, format }: Conversion, { signal }: Run, progress: Progress) {
    try {
      return await this.#deps.results.measure(output, format, signal);
    } catch (error) {
      if (progress.hasBegun || signal.aborted) throw error;
      return 0;
    }
  }

  #run(conversion: Conversion, { signal }: Run, progress: Progress): Promise<CommandEnd> {
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
    });
  }
}

/** Covers have decoders that ffmpeg is not allowed, and it says so for each. */
function complaintsOf({ errors }: CommandEnd): string {
  const lines = errors.split('\n');
  return lines.filter((line) => !line.includes('not on whitelist')).join('\n');
}

import { rm } from 'node:fs/promises';
import {
  bitRateAdjusted,
  ConversionError,
  type ConversionOptions,
  type EncodingPlan,
  encodeAnew,
  type FormatName,
  type Logger,
  planEncoding,
  type TaskWarning,
  type TranscodeRequest,
  type TranscodeResult,
  type Transcoder,
} from '@cloudconvert/core';
import { withMachineTrouble } from '../machine-trouble.ts';
import type { Conversion } from './command/build-arguments.ts';
import type { Converter } from './converter.ts';
import type { TranscodeLimits } from './limits.ts';
import type { Launcher } from './process/launcher.ts';
import { checkSource } from './source/check-source.ts';
import type { SourceReader } from './source/source-reader.ts';

interface Dependencies {
  readonly writable: ReadonlySet<FormatName>;
  readonly sources: SourceReader;
  readonly converter: Converter;
  readonly limits: TranscodeLimits;
  readonly logger: Logger;
  readonly launcher: Launcher;
}

/** Transcodes by ffmpeg. */
export class FfmpegTranscoder implements Transcoder {
  readonly #deps: Dependencies;

  constructor(deps: Dependencies) {
    this.#deps = deps;
  }

  formats(): Promise<ReadonlySet<FormatName>> {
    return Promise.resolve(this.#deps.writable);
  }

  /** Ends what waits for a conversion; nothing may be transcoded any more. */
  close(): Promise<void> {
    return this.#deps.launcher.close();
  }

  transcode(request: TranscodeRequest): Promise<TranscodeResult> {
    return withMachineTrouble(() => this.#transcode(request));
  }

  async #transcode(asked: TranscodeRequest): Promise<TranscodeResult> {
    const { sources, converter, limits, writable } = this.#deps;
    const request = { ...asked, onProgress: rising(asked.onProgress) };
    const { input, output, format, options, signal } = request;
    if (!writable.has(format.name)) throw new ConversionError('format_unavailable');
    const source = await sources.read(input, format, signal);
    checkSource(source, limits);
    const plan = planEncoding(source, format, options);
    const conversion = { input, output, source, format, plan, limits };
    const result =
      plan.kind === 'encode'
        ? await converter.convert(conversion, request)
        : ((await this.#copy(conversion, request)) ?? (await this.#encode(conversion, request)));
    return { ...result, warnings: [...result.warnings, ...otherBitRate(plan, options)] };
  }

  /** `undefined` when the packets can't be taken as they are. */
  async #copy(
    conversion: Conversion,
    request: TranscodeRequest,
  ): Promise<TranscodeResult | undefined> {
    try {
      return await this.#deps.converter.convert(conversion, request);
    } catch (error) {
      if (request.signal.aborted || isFinal(error)) throw error;
      const { taskId } = request;
      this.#deps.logger.info({ taskId, err: error }, 'can not be copied; encoding it instead');
      return undefined;
    }
  }

  async #encode(conversion: Conversion, request: TranscodeRequest): Promise<TranscodeResult> {
    const { source, format } = conversion;
    const { options, output } = request;
    await rm(output, { force: true });
    const plan = encodeAnew(source, format, options);
    return this.#deps.converter.convert({ ...conversion, plan }, request);
  }
}

function otherBitRate(plan: EncodingPlan, { bitRate }: ConversionOptions): readonly TaskWarning[] {
  if (bitRate === undefined || plan.kind === 'copy') return [];
  const { bitRate: used = bitRate } = plan;
  return used === bitRate ? [] : [bitRateAdjusted(bitRate, used)];
}

/** Passes on only what is more than before: a second run of ffmpeg starts again. */
function rising(report: (percent: number) => void): (percent: number) => void {
  let reached = 0;
  return (percent) => {
    if (percent <= reached) return;
    reached = percent;
    report(percent);
  };
}

/** Whether encoding would fail for the same reason. */
function isFinal(error: unknown): boolean {
  return error instanceof ConversionError && ['too_large', 'took_too_long'].includes(error.code);
}

import { type FormatName, formatTable, type Logger } from '@cloudconvert/core';
import { Converter } from './converter.ts';
import { FfmpegTranscoder } from './ffmpeg-transcoder.ts';
import type { TranscodeLimits } from './limits.ts';
import { Launcher } from './process/launcher.ts';
import { ResultMeter } from './result/result-meter.ts';
import { Prober } from './source/prober.ts';
import { SourceReader } from './source/source-reader.ts';
import { findTools, type ToolPlaces } from './tools/find-tools.ts';
import { writableFormats } from './tools/writable-formats.ts';

export interface TranscoderOptions extends ToolPlaces {
  readonly limits: TranscodeLimits;
}

/**
 * Finds ffmpeg and what confines it here, and logs what it can't do.
 * @throws StartupError when there is no ffmpeg
 */
export async function openTranscoder(
  options: TranscoderOptions,
  logger: Logger,
): Promise<FfmpegTranscoder> {
  const { limits, searchPath } = options;
  const { ffmpeg, ffprobe } = await findTools(options, logger);
  logger.info({ ffmpeg, ffprobe }, `converting by ffmpeg ${ffmpeg.version}`);
  const writable = await writableFormats(ffmpeg);
  warnOfMissing(writable, logger);
  const launcher = await Launcher.detect(searchPath, logger);
  const prober = new Prober(ffprobe, launcher);
  const results = new ResultMeter(prober, limits);
  const converter = new Converter({ ffmpeg, launcher, results, logger });
  return new FfmpegTranscoder({
    ...{ writable, converter, limits, logger, launcher },
    sources: new SourceReader(prober),
  });
}

function warnOfMissing(writable: ReadonlySet<FormatName>, logger: Logger): void {
  for (const { name, encoder, muxer } of formatTable) {
    if (!writable.has(name)) {
      logger.warn({ format: name, encoder, muxer }, `this ffmpeg can't write ${name}`);
    }
  }
}

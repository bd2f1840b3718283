import { dirname } from 'node:path';
import { ConversionError } from '@cloudconvert/core';
import { probeFailure } from '../failure/probe-failure.ts';
import type { Launcher } from '../process/launcher.ts';
import type { Tool } from '../tools/tool.ts';
import { probeDecoders } from './allowed.ts';
import { fileUrl, inputOptions } from './input-options.ts';
import { type ProbeReport, parseReport, probedEntries } from './probe-report.ts';

export interface Probe extends ProbeReport {
  /** The duration is no claim of the file, but ffprobe's guess from its size and its bit rate. */
  readonly isEstimate: boolean;
}

/** Seconds that a look takes at most, where a tenth of one is usual: a header that takes longer is made to. */
const limits = { wallSeconds: 10, maxFileBytes: 0 };
/** No allocation is larger than this, which is more than any header of sound needs. */
const maxAllocBytes = 64 * 1024 ** 2;
const maxReportLength = 1024 ** 2;
const estimateWarning = 'Estimating duration from bitrate';

/** Asks ffprobe what a file holds. */
export class Prober {
  readonly #ffprobe: Tool;
  readonly #launcher: Launcher;

  constructor(ffprobe: Tool, launcher: Launcher) {
    this.#ffprobe = ffprobe;
    this.#launcher = launcher;
  }

  /** @throws ConversionError when it is no audio that can be read */
  async probe(path: string, signal: AbortSignal): Promise<Probe> {
    let output = '';
    const end = await this.#launcher.run({
      tool: this.#ffprobe.path,
      args: probeArguments(path),
      cwd: dirname(path),
      limits,
      signal,
      onOutput: (text) => {
        if (output.length < maxReportLength) output += text;
      },
    });
    if (end.code !== 0) throw probeFailure(end);
    const report = parseReport(output);
    if (!report) throw new ConversionError('not_audio', end.errors);
    return { ...report, isEstimate: end.errors.includes(estimateWarning) };
  }
}

function probeArguments(path: string): readonly string[] {
  return [
    ...['-hide_banner', '-loglevel', 'warning'],
    ...['-max_alloc', String(maxAllocBytes)],
    ...inputOptions(probeDecoders),
    ...['-show_entries', probedEntries, '-of', 'json', fileUrl(path)],
  ];
}

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConversionError,
  type ConversionOptions,
  type FailureCode,
  findFormat,
  type TaskWarning,
  type WarningCode,
} from '@cloudconvert/core';
import { MemoryLogger } from '@cloudconvert/testing';
import { afterAll } from 'vitest';
import type { FfmpegTranscoder } from '../../src/transcoder/ffmpeg-transcoder.ts';
import type { TranscodeLimits } from '../../src/transcoder/limits.ts';
import { openTranscoder, type TranscoderOptions } from '../../src/transcoder/open-transcoder.ts';
import { fileOf, temporaryDirectory } from './temporary.ts';
import { options } from './tools.ts';

export interface Converted {
  readonly path: string;
  readonly duration: number;
  readonly warnings: readonly TaskWarning[];
  /** What was logged in this file of tests so far. */
  readonly logger: MemoryLogger;
}

interface Wish {
  readonly options?: ConversionOptions;
  readonly limits?: Partial<TranscodeLimits>;
  /** Where it is done. */
  readonly directory?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (percent: number) => void;
}

const opened: FfmpegTranscoder[] = [];
afterAll(() => Promise.all(opened.map((transcoder) => transcoder.close())));

/** As `openTranscoder`, until the tests of this file are done. */
export async function open(given: TranscoderOptions, logger: MemoryLogger) {
  const transcoder = await openTranscoder(given, logger);
  opened.push(transcoder);
  return transcoder;
}

type Opened = ReturnType<typeof openWithin>;
const within = new Map<Partial<TranscodeLimits>, Opened>();

/** The same limits, by identity, are kept by one transcoder. */
function keeping(limits: Partial<TranscodeLimits>): Opened {
  const known = within.get(limits) ?? openWithin(limits);
  within.set(limits, known);
  return known;
}

async function openWithin(limits: Partial<TranscodeLimits>) {
  const logger = new MemoryLogger();
  const given = { ...options, limits: { ...options.limits, ...limits } };
  return { transcoder: await open(given, logger), logger };
}

const usual = await openWithin({});

/** Converts a file as a job does: alone in a directory, under a name that says nothing. */
export async function convert(source: string, format: string, wish: Wish = {}): Promise<Converted> {
  const { directory = temporaryDirectory() } = wish;
  const [input, output] = [join(directory, 'in'), join(directory, 'out')];
  copyFileSync(source, input);
  const { transcoder, logger } = wish.limits ? await keeping(wish.limits) : usual;
  const { duration, warnings } = await transcoder.transcode({
    ...{ input, output, format: findFormat(format), options: wish.options ?? {}, taskId: 7 },
    signal: wish.signal ?? new AbortController().signal,
    onProgress: wish.onProgress ?? (() => {}),
  });
  return { path: output, duration, warnings, logger };
}

interface Verdict {
  /** Why there is no result, or what it lacks; `processed` where it lacks nothing. */
  readonly code: FailureCode | WarningCode | 'processed';
  readonly secondsLost?: number;
  readonly duration?: number;
}

/** How a conversion of these bytes ends. */
export async function verdictOf(bytes: Uint8Array, format: string): Promise<Verdict> {
  try {
    const { warnings, duration } = await convert(fileOf(bytes), format);
    return { code: 'processed', duration, ...warnings[0] };
  } catch (error) {
    if (error instanceof ConversionError) return { code: error.code };
    throw error;
  }
}

/** How a conversion of these bytes fails, or `processed` when it doesn't. */
export async function outcomeOf(
  bytes: Uint8Array | string,
  format = 'mp3',
): Promise<FailureCode | 'processed'> {
  try {
    await convert(fileOf(bytes), format);
    return 'processed';
  } catch (error) {
    if (error instanceof ConversionError) return error.code;
    throw error;
  }
}

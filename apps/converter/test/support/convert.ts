import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConversionError,
  type ConversionOptions,
  type FailureCode,
  findFormat,
} from '@cloudconvert/core';
import { MemoryLogger } from '@cloudconvert/testing';
import type { TranscodeLimits } from '../../src/transcoder/limits.ts';
import { openTranscoder } from '../../src/transcoder/open-transcoder.ts';
import { fileOf, temporaryDirectory } from './temporary.ts';
import { options } from './tools.ts';

export interface Converted {
  readonly path: string;
  readonly duration: number;
  readonly logger: MemoryLogger;
}

interface Wish {
  readonly options?: ConversionOptions;
  readonly limits?: Partial<TranscodeLimits>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (percent: number) => void;
}

/** Converts a file as a job does: alone in a directory, under a name that says nothing. */
export async function convert(source: string, format: string, wish: Wish = {}): Promise<Converted> {
  const directory = temporaryDirectory();
  const [input, output] = [join(directory, 'in'), join(directory, 'out')];
  copyFileSync(source, input);
  const logger = new MemoryLogger();
  const limits = { ...options.limits, ...wish.limits };
  const transcoder = await openTranscoder({ ...options, limits }, logger);
  const { duration } = await transcoder.transcode({
    ...{ input, output, format: findFormat(format), options: wish.options ?? {}, taskId: 7 },
    signal: wish.signal ?? new AbortController().signal,
    onProgress: wish.onProgress ?? (() => {}),
  });
  return { path: output, duration, logger };
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

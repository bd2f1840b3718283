import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import {
  commonSchema,
  databaseOptions,
  databaseSchema,
  type Environment,
  type LogLevel,
  type PlatformOptions,
  platformOptions,
  readEnvironment,
  wholeNumber,
} from '@cloudconvert/runtime';
import { z } from 'zod';
import type { TranscoderOptions } from './transcoder/open-transcoder.ts';

const mebibyte = 1024 ** 2;
const day = 24 * 3600;

/** The environment of the converter; the documentation is made from it. */
export const converterSchema = z.object({
  CONVERTER_CONCURRENCY: wholeNumber(1, 256)
    .optional()
    .describe('How many files are converted at once. Default: one for each core'),
  STOP_GRACE_SECONDS: wholeNumber(0, 25)
    .optional()
    .describe(
      'How long conversions may run on when the process stops, in seconds. Default: 20, `npm start` 2',
    ),
  SCRATCH_DIR: z
    .string()
    .optional()
    .describe('Folder for files that are being converted. Default: `DATA_DIR/scratch`'),
  FFMPEG_PATH: z
    .string()
    .optional()
    .describe('The ffmpeg to use. Default: the one on PATH, else the one that comes along'),
  FFPROBE_PATH: z
    .string()
    .optional()
    .describe('The ffprobe to use. Default: the one on PATH, else the one that comes along'),
  PATH: z.string().default('/usr/bin:/bin').describe('Where programs are looked for'),
  MAX_SOUND_SECONDS: wholeNumber(1, 7 * day)
    .default(4 * 3600)
    .describe('Length of the longest sound that is converted, in seconds'),
  MAX_CHANNELS: wholeNumber(1, 64)
    .default(8)
    .describe('Channels that a file may have at most to be converted'),
  MAX_SAMPLE_RATE: wholeNumber(8_000, 3_000_000)
    .default(384_000)
    .describe('Sample rate that a file may have at most to be converted, in Hz'),
  MAX_RESULT_BYTES: wholeNumber(mebibyte, 1024 ** 2 * mebibyte)
    .default(512 * mebibyte)
    .describe('Size of the largest converted file, in bytes'),
  MAX_CONVERSION_SECONDS: wholeNumber(1, day)
    .default(1800)
    .describe('How long one conversion may take, in seconds'),
});

const processSchema = commonSchema.extend(databaseSchema.shape).extend(converterSchema.shape);
const localSchema = commonSchema.pick({ DATA_DIR: true }).extend(converterSchema.shape);

/** What the defaults depend on. */
export interface ConverterProfile {
  readonly stopGraceSeconds: number;
}

export interface ConverterConfig {
  readonly concurrency: number;
  readonly stopGraceMs: number;
  readonly scratchDirectory: string;
  readonly transcoder: TranscoderOptions;
}

/** What the variables of `converterSchema` mean. */
export function converterConfig(
  given: z.output<typeof localSchema>,
  profile: ConverterProfile,
): ConverterConfig {
  return {
    concurrency: given.CONVERTER_CONCURRENCY ?? availableParallelism(),
    stopGraceMs: (given.STOP_GRACE_SECONDS ?? profile.stopGraceSeconds) * 1000,
    scratchDirectory: resolve(given.SCRATCH_DIR ?? `${given.DATA_DIR}/scratch`),
    transcoder: {
      ffmpegPath: given.FFMPEG_PATH,
      ffprobePath: given.FFPROBE_PATH,
      searchPath: given.PATH,
      limits: {
        maxSeconds: given.MAX_SOUND_SECONDS,
        maxChannels: given.MAX_CHANNELS,
        maxSampleRate: given.MAX_SAMPLE_RATE,
        maxResultBytes: given.MAX_RESULT_BYTES,
        maxWallSeconds: given.MAX_CONVERSION_SECONDS,
      },
    },
  };
}

export interface ConverterEnvironment {
  readonly config: ConverterConfig;
  readonly platform: PlatformOptions;
  readonly logLevel: LogLevel;
}

/**
 * The environment of a process that is a converter alone.
 * @throws EnvironmentError that names every variable at fault
 */
export async function readConverterEnvironment(
  env: Environment = process.env,
): Promise<ConverterEnvironment> {
  const given = readEnvironment(processSchema, env);
  const platform = await platformOptions(given, databaseOptions(given));
  return {
    config: converterConfig(given, { stopGraceSeconds: 20 }),
    platform,
    logLevel: given.LOG_LEVEL,
  };
}

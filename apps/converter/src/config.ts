import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import {
  type CommonConfig,
  databasePart,
  type Environment,
  type LogOptions,
  logOptions,
  type PlatformOptions,
  platformOptions,
  platformParts,
  port,
  readEnvironment,
  type StorageOptions,
  wholeNumber,
} from '@cloudconvert/runtime';
import { z } from 'zod';
import type { LivenessAddress } from './liveness/liveness-server.ts';
import type { TranscoderOptions } from './transcoder/open-transcoder.ts';

const mebibyte = 1024 ** 2;
const day = 24 * 3600;
/** The queue gives a job 3900 s: two conversions and their transfers (docs/adr/0014). */
const jobSeconds = 3900;
const longestConversionSeconds = 1800;

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
  MAX_CONVERSION_SECONDS: wholeNumber(1, longestConversionSeconds)
    .default(1800)
    .describe('How long one conversion may take, in seconds, at most half an hour'),
  RETENTION_DAYS: wholeNumber(1, 36_500)
    .optional()
    .describe(
      'After how many days the files of tasks that have ended are deleted; the tasks stay, as `expired`. Default: never',
    ),
});

/** What a converter reads that is a process of its own. */
export const livenessSchema = z.object({
  LIVENESS_PORT: port
    .optional()
    .describe(
      'TCP port on `HOST` at which a converter that runs apart answers `GET /livez`, for what restarts dead ones. Default: none',
    ),
});

type Given = Pick<CommonConfig, 'DATA_DIR'> & z.output<typeof converterSchema>;

/** What the defaults depend on. */
export interface ConverterProfile {
  readonly stopGraceSeconds: number;
  readonly storage: StorageOptions['kind'];
}

export interface ConverterConfig {
  /** How many files are converted at once. */
  readonly concurrency: number;
  /** How many more may be on their way to and from the storage meanwhile. */
  readonly fetchAhead: number;
  readonly stopGraceMs: number;
  readonly scratchDirectory: string;
  /** Longer than a conversion leaves its scratch directory still, so a dead process left it. */
  readonly leftoverAfterMs: number;
  /** `undefined` keeps files for as long as their tasks. */
  readonly retentionDays: number | undefined;
  readonly transcoder: TranscoderOptions;
}

/** What the variables of `converterSchema` mean. */
export function converterConfig(given: Given, profile: ConverterProfile): ConverterConfig {
  const concurrency = given.CONVERTER_CONCURRENCY ?? availableParallelism();
  return {
    concurrency,
    // From a folder a file comes at once, as a link; from a bucket the processor would wait for it.
    fetchAhead: profile.storage === 'gcs' ? concurrency : 0,
    stopGraceMs: (given.STOP_GRACE_SECONDS ?? profile.stopGraceSeconds) * 1000,
    scratchDirectory: resolve(given.SCRATCH_DIR ?? `${given.DATA_DIR}/scratch`),
    // A file that was fetched ahead waits for another one's conversions.
    leftoverAfterMs: (2 * given.MAX_CONVERSION_SECONDS + jobSeconds) * 1000,
    retentionDays: given.RETENTION_DAYS,
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
  /** `undefined` listens nowhere. */
  readonly liveness: LivenessAddress | undefined;
  readonly platform: PlatformOptions;
  readonly log: LogOptions;
}

/**
 * The environment of a process that is a converter alone.
 * @throws EnvironmentError that names every variable at fault
 */
export async function readConverterEnvironment(
  env: Environment = process.env,
): Promise<ConverterEnvironment> {
  const parts = {
    ...platformParts(env, { isWhole: false }),
    database: databasePart(env),
    converter: converterSchema,
    liveness: livenessSchema,
  };
  const given = readEnvironment(parts, env);
  const { LIVENESS_PORT: port } = given.liveness;
  const liveness = port === undefined ? undefined : { host: given.common.HOST, port };
  const profile = { stopGraceSeconds: 20, storage: given.storage.kind };
  const config = converterConfig({ ...given.common, ...given.converter }, profile);
  const platform = await platformOptions(given, given.database);
  return { config, liveness, platform, log: logOptions(given) };
}

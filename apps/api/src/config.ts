import {
  type CommonConfig,
  databasePart,
  type Environment,
  flag,
  isThrottled,
  type LogOptions,
  logOptions,
  type PlatformOptions,
  platformOptions,
  platformParts,
  readEnvironment,
  wholeNumber,
} from '@cloudconvert/runtime';
import { z } from 'zod';

const mebibyte = 1024 ** 2;
/** seconds */
const day = 24 * 3600;

/** `*`, or origins as browsers send them (RFC 6454, 6.2): scheme, host, and a port that is not the usual one. */
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every((origin) => origin === '*' || isOrigin(origin)), {
    error: 'must be * or origins with commas between them, such as https://app.example.com',
  });

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** The environment of the API; the documentation is made from it. */
export const apiSchema = z.object({
  TRUST_PROXY: wholeNumber(0, 10)
    .default(0)
    .describe('How many proxies of our own stand between clients and the API'),
  CORS_ORIGINS: origins
    .default([])
    .describe(
      'Origins of web pages that may use the API, with commas between them, such as `https://app.example.com`; `*` for all. Default: none but its own',
    ),
  MAX_UPLOAD_BYTES: wholeNumber(1, 1024 ** 2 * mebibyte)
    .default(512 * mebibyte)
    .describe('Size of the largest file that may be uploaded, in bytes'),
  MAX_UNFINISHED_TASKS: wholeNumber(1, 1_000_000)
    .optional()
    .describe(
      'How many tasks of one user may be unfinished at once, and how many uploads open; 100 where throttling is on, else any',
    ),
  UPLOADS_PER_MINUTE: wholeNumber(1, 1_000_000)
    .default(60)
    .describe(
      'How many files one user may upload in a minute, and how often change a format, where throttling is on',
    ),
  UPLOAD_TTL: wholeNumber(60, 7 * day)
    .default(day)
    .describe(
      'How long an upload that was opened can be claimed, in seconds, from a minute to a week',
    ),
  BENCHMARK: flag
    .optional()
    .describe('Whether anybody may start benchmarks; on in the local profile, else off'),
});

/** What the defaults depend on. */
export interface ApiProfile {
  readonly throttle: boolean;
  readonly benchmark: boolean;
}

export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: number;
  /** Of pages that may use the API; `*` is all. */
  readonly corsOrigins: readonly string[];
  /** bytes */
  readonly maxUploadBytes: number;
  readonly maxUnfinishedTasks: number;
  readonly uploadsPerMinute: number;
  /** How many forms, and claims, of one person may be under way: they take memory, and reading. */
  readonly uploadsAtOnce: number;
  readonly uploadTtlSeconds: number;
  readonly benchmark: boolean;
}

/** What the variables of `apiSchema` mean under a profile. */
export function apiConfig(
  given: CommonConfig & z.output<typeof apiSchema>,
  profile: ApiProfile,
): ApiConfig {
  return {
    host: given.HOST,
    port: given.PORT,
    trustedProxies: given.TRUST_PROXY,
    corsOrigins: given.CORS_ORIGINS,
    maxUploadBytes: given.MAX_UPLOAD_BYTES,
    maxUnfinishedTasks: given.MAX_UNFINISHED_TASKS ?? (profile.throttle ? 100 : Infinity),
    uploadsPerMinute: given.UPLOADS_PER_MINUTE,
    uploadsAtOnce: profile.throttle ? 20 : Infinity,
    uploadTtlSeconds: given.UPLOAD_TTL,
    benchmark: given.BENCHMARK ?? profile.benchmark,
  };
}

export interface ApiEnvironment {
  readonly config: ApiConfig;
  readonly platform: PlatformOptions;
  readonly log: LogOptions;
}

/**
 * The environment of a process that is the API alone.
 * @throws EnvironmentError that names every variable at fault
 */
export async function readApiEnvironment(env: Environment = process.env): Promise<ApiEnvironment> {
  const parts = {
    ...platformParts(env, { isWhole: false }),
    database: databasePart(env),
    api: apiSchema,
  };
  const given = readEnvironment(parts, env);
  const profile = { throttle: isThrottled(given), benchmark: false };
  const config = apiConfig({ ...given.common, ...given.api }, profile);
  const platform = await platformOptions(given, given.database);
  return { config, platform, log: logOptions(given) };
}

import type { Logger } from '@cloudconvert/core';
import { type LoggerOptions, pino } from 'pino';
import { googleCloudLines } from './google-cloud-line.ts';
import { GoogleCloudLogger } from './google-cloud-logger.ts';
import type { LogOptions } from './log-options.ts';
import type { LogOutput } from './log-output.ts';

const plainLines: LoggerOptions = { formatters: { level: (label) => ({ level: label }) } };

/** Takes memory, so only where a person reads along. */
const pretty = process.stdout.isTTY ? (await import('pino-pretty')).default : undefined;

/**
 * One JSON object a line on stdout; in a terminal, lines for people. Times are RFC 3339 in UTC.
 */
export function createLogger(
  { level, shape }: LogOptions,
  fields: Readonly<Record<string, string>>,
  output: LogOutput,
): Logger {
  const options = { level, base: fields, timestamp: pino.stdTimeFunctions.isoTime };
  if (pretty) {
    const stream = pretty({ colorize: true, ignore: Object.keys(fields).join(','), sync: true });
    return pino({ ...options, ...plainLines }, stream);
  }
  if (shape.kind === 'plain') return pino({ ...options, ...plainLines }, output);
  const logger = pino({ ...options, ...googleCloudLines }, output);
  return shape.project === undefined ? logger : new GoogleCloudLogger(logger, shape.project);
}

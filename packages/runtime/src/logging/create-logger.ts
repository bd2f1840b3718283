import type { Logger } from '@cloudconvert/core';
import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './log-level.ts';

/**
 * One JSON object a line on stdout; in a terminal, lines for people. Times are RFC 3339 in UTC.
 */
export function createLogger(level: LogLevel, fields: Readonly<Record<string, string>>): Logger {
  const options = {
    level,
    base: fields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return process.stdout.isTTY
    ? pino(options, pretty({ colorize: true, ignore: Object.keys(fields).join(','), sync: true }))
    : pino(options);
}

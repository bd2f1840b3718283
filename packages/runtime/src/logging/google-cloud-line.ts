import type { LogFields } from '@cloudconvert/core';
import type { LoggerOptions } from 'pino';
import type { LogLevel } from './log-options.ts';

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#logseverity */
const severities: Readonly<Record<LogLevel, string>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
};

/**
 * Lines under the names that Cloud Logging knows
 * (https://cloud.google.com/logging/docs/structured-logging#special-payload-fields).
 */
export const googleCloudLines: LoggerOptions = {
  messageKey: 'message',
  formatters: {
    level: (label) => ({ severity: severities[label as LogLevel] }),
    log: withHttpRequest,
  },
};

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#httprequest */
function withHttpRequest(fields: LogFields): Record<string, unknown> {
  const { method, path, status, durationMs, ...rest } = fields;
  if (method === undefined) return fields;
  const latency = `${Number(durationMs) / 1000}s`;
  return { ...rest, httpRequest: { requestMethod: method, requestUrl: path, status, latency } };
}

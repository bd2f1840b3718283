import {
  type ConversionOptions,
  type FailureCode,
  type FormatName,
  parseFileKey,
  type ResultFile,
  type Task,
  type TaskFailure,
  type TaskStatus,
  type TaskWarning,
} from '@cloudconvert/core';

/** A row of `tasks` as `taskColumns` select it. */
export interface TaskRow {
  readonly id: number;
  readonly user_id: number;
  readonly file_id: string;
  readonly revision: number;
  readonly status: TaskStatus;
  readonly progress: number;
  readonly round: number;
  readonly new_format: FormatName;
  readonly options: ConversionOptions;
  readonly original_key: string;
  readonly original_name: string;
  readonly original_size: number;
  readonly result_key: string | null;
  readonly result_format: FormatName | null;
  readonly result_size: number | null;
  readonly failure_code: FailureCode | null;
  readonly failure_message: string | null;
  readonly warnings: readonly TaskWarning[];
  /** Times are milliseconds since 1970. */
  readonly created_at: number;
  readonly requested_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
}

/**
 * Cut off, as a `Date` is, so that nothing has happened later than it did. A quarter of what a page of
 * tasks costs its reader would be pg's parsing of times.
 */
const milliseconds = (column: string) =>
  `round(date_part('epoch', date_trunc('milliseconds', ${column})) * 1000) as ${column}`;
const times = ['created_at', 'requested_at', 'started_at', 'ended_at'].map(milliseconds);

/** pg hands a bigint over as text, a double as a number; no file has more than 2^53 bytes. */
export const taskColumns = `id, user_id, file_id, revision, status, progress, round::float8 as round,
  new_format, options,
  original_key, original_name, original_size::float8 as original_size,
  result_key, result_format, result_size::float8 as result_size,
  failure_code, failure_message, warnings, ${times}`;

export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    userId: row.user_id,
    fileId: row.file_id,
    revision: row.revision,
    status: row.status,
    progress: row.progress,
    round: row.round,
    newFormat: row.new_format,
    options: row.options,
    original: {
      key: parseFileKey(row.original_key),
      name: row.original_name,
      size: row.original_size,
    },
    result: resultOf(row),
    failure: failureOf(row),
    warnings: row.warnings,
    createdAt: new Date(row.created_at),
    requestedAt: new Date(row.requested_at),
    startedAt: dateOf(row.started_at),
    endedAt: dateOf(row.ended_at),
  };
}

function resultOf(row: TaskRow): ResultFile | null {
  const { result_key: key, result_format: format, result_size: size } = row;
  if (key === null || format === null || size === null) return null;
  return { key: parseFileKey(key), format, size };
}

function failureOf({ failure_code: code, failure_message: message }: TaskRow): TaskFailure | null {
  return code === null || message === null ? null : { code, message };
}

function dateOf(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}

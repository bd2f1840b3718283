import {
  type ConversionOptions,
  type FailureCode,
  type FormatName,
  parseFileKey,
  type ResultFile,
  type Task,
  type TaskFailure,
  type TaskStatus,
} from '@cloudconvert/core';

/** A row of `tasks` as `taskColumns` select it. */
export interface TaskRow {
  readonly id: number;
  readonly user_id: number;
  readonly file_id: string;
  readonly revision: number;
  readonly status: TaskStatus;
  readonly progress: number;
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
  readonly created_at: Date;
  readonly requested_at: Date;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}

/** pg hands a bigint over as text, a double as a number; no file has more than 2^53 bytes. */
export const taskColumns = `id, user_id, file_id, revision, status, progress, new_format, options,
  original_key, original_name, original_size::float8 as original_size,
  result_key, result_format, result_size::float8 as result_size,
  failure_code, failure_message, created_at, requested_at, started_at, ended_at`;

export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    userId: row.user_id,
    fileId: row.file_id,
    revision: row.revision,
    status: row.status,
    progress: row.progress,
    newFormat: row.new_format,
    options: row.options,
    original: {
      key: parseFileKey(row.original_key),
      name: row.original_name,
      size: row.original_size,
    },
    result: resultOf(row),
    failure: failureOf(row),
    createdAt: row.created_at,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
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

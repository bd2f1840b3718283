import {
  extensionOf,
  formatNamed,
  type ResultFile,
  type Task,
  type TaskWarning,
} from '@cloudconvert/core';

/** A task as clients see it. */
export function presentTask(task: Task, baseUrl: string) {
  const { fileId, original, requestedAt, startedAt, endedAt } = task;
  const extension = extensionOf(original.name);
  return {
    id: task.id,
    file_id: fileId,
    status: task.status,
    progress: task.progress,
    timestamp: task.createdAt.toISOString(),
    user_id: task.userId,
    new_format: task.newFormat,
    options: task.options,
    uploaded_filename: extension === null ? fileId : `${fileId}.${extension}`,
    original_file: original.name,
    original_format: extension,
    original_size: original.size,
    ...presentResult(fileId, task.result),
    uploaded_at: requestedAt.toISOString(),
    started_at: startedAt?.toISOString() ?? null,
    processed_at: endedAt?.toISOString() ?? null,
    error: task.failure,
    warnings: task.warnings.map(presentWarning),
    download_url: task.result ? `${baseUrl}/api/files/${fileId}` : null,
  };
}

function presentWarning({ code, message, secondsLost }: TaskWarning) {
  return { code, message, ...(secondsLost === undefined ? {} : { seconds_lost: secondsLost }) };
}

function presentResult(fileId: string, result: ResultFile | null) {
  if (!result) return { processed_file: null, processed_format: null, processed_size: null };
  return {
    processed_file: `${fileId}.${formatNamed(result.format).extension}`,
    processed_format: result.format,
    processed_size: result.size,
  };
}

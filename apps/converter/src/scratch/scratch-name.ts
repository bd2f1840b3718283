import type { TaskAttempt } from '@cloudconvert/core';

const pattern = /^(\d+)-(\d+)-(\d+)$/;

/** The name of the directory of one attempt. */
export function scratchName({ taskId, revision, attempt }: TaskAttempt): string {
  return `${taskId}-${revision}-${attempt}`;
}

/** Whether the directory `name` is of this attempt or of an earlier one at the same task. */
export function isSuperseded(name: string, by: TaskAttempt): boolean {
  const [, taskId, revision = 0, attempt = 0] = (pattern.exec(name) ?? []).map(Number);
  if (taskId !== by.taskId) return false;
  return revision < by.revision || (revision === by.revision && attempt <= by.attempt);
}

/** Whether a directory of this name was made here. */
export function isScratchName(name: string): boolean {
  return pattern.test(name);
}

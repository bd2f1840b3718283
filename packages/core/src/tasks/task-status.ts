/**
 * `uploaded` → `processing` → `processed` or `failed`. A change of format starts again at `uploaded`.
 */
export type TaskStatus = 'uploaded' | 'processing' | 'processed' | 'failed';

export const taskStatuses: readonly TaskStatus[] = [
  'uploaded',
  'processing',
  'processed',
  'failed',
];

/** Whether nothing more will happen to the task by itself. */
export function isFinal(status: TaskStatus): boolean {
  return status === 'processed' || status === 'failed';
}

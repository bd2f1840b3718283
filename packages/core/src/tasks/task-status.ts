/**
 * `uploaded` → `processing` → `processed` or `failed`, and from there `expired` once the files were
 * kept for as long as they are. A change of format starts again at `uploaded`, unless it has expired.
 */
export type TaskStatus = 'uploaded' | 'processing' | 'processed' | 'failed' | 'expired';

export const taskStatuses: readonly TaskStatus[] = [
  'uploaded',
  'processing',
  'processed',
  'failed',
  'expired',
];

/** Whether nothing more will happen to the task by itself. */
export function isFinal(status: TaskStatus): boolean {
  return status !== 'uploaded' && status !== 'processing';
}

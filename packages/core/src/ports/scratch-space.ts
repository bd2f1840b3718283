import type { TaskAttempt } from '../tasks/task.ts';

/** A directory of one attempt's own, readable by nobody else. */
export interface ScratchDirectory {
  readonly input: string;
  readonly output: string;
  /** Aborts with `storage_full` when what is done in it has to end, because the disk gets full. */
  readonly full: AbortSignal;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/** Room on this machine for files that are being worked on. */
export interface ScratchSpace {
  /**
   * Opens a directory and removes those that earlier attempts at the same task left behind.
   * @throws MachineTrouble when the disk refuses, DomainError `storage_full` when no room is left for new bytes
   */
  open(attempt: TaskAttempt): Promise<ScratchDirectory>;
}

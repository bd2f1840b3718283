import type { TaskAttempt } from '../tasks/task.ts';

/** A directory of one attempt's own, readable by nobody else. */
export interface ScratchDirectory {
  readonly input: string;
  readonly output: string;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/** Room on this machine for files that are being worked on. */
export interface ScratchSpace {
  /**
   * Opens a directory and removes those that earlier attempts at the same task left behind.
   * @throws MachineTrouble when there is no room or the disk refuses
   */
  open(attempt: TaskAttempt): Promise<ScratchDirectory>;
}

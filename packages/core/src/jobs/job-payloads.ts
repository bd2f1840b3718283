import type { TaskRevision } from '../tasks/task.ts';

/** Follows one request from the API to the converter in the logs. */
interface Traced {
  readonly requestId: string;
}

/** What each kind of job carries. */
export interface JobPayloads {
  /** Convert one revision of a task. */
  readonly convert: TaskRevision & Traced;
  /** A `convert` job that was tried as often as it may be. */
  readonly 'convert-given-up': TaskRevision & Traced;
  /** Tell the owner how one revision ended. */
  readonly notify: TaskRevision & Traced;
  /** Show that a converter answers. */
  readonly ping: Traced;
  /** Remove tasks' files and uploads whose time is over, and files without a record. */
  readonly sweep: Traced;
}

export type JobKind = keyof JobPayloads;

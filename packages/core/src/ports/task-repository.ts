import type { FileKey } from '../files/file-key.ts';
import type { ConversionOptions } from '../formats/conversion-options.ts';
import type { FormatName } from '../formats/format-name.ts';
import type { OriginalFile, ResultFile, Task, TaskAttempt, TaskRevision } from '../tasks/task.ts';
import type { TaskFailure } from '../tasks/task-failure.ts';
import type { TaskStatus } from '../tasks/task-status.ts';
import type { TaskWarning } from '../tasks/task-warning.ts';

export interface NewTask {
  readonly userId: number;
  readonly fileId: string;
  readonly newFormat: FormatName;
  readonly options: ConversionOptions;
  readonly original: OriginalFile;
}

export interface TaskPageQuery {
  /** At most this many tasks. */
  readonly limit: number;
  /** Only tasks with a smaller id: the last one of the page before. */
  readonly before?: number;
  readonly status?: TaskStatus;
  readonly format?: FormatName;
}

/** How a conversion ended. */
export type Outcome =
  | {
      readonly status: 'processed';
      readonly result: ResultFile;
      readonly warnings: readonly TaskWarning[];
    }
  | { readonly status: 'failed'; readonly failure: TaskFailure };

/**
 * The record of all tasks. Calls that act for a person take the person's id and know only that
 * person's tasks; what belongs to another is as absent as what never was. A database that is away
 * is a `DomainError` `database_unavailable`.
 *
 * Fairness: tasks are served in rounds, each person with one task in a round (start-time fair queueing,
 * Goyal, Vin and Cheng, 1996). A task gets the round after its owner's latest unfinished one and after
 * the round that is being served, whichever is later. Rounds are served in order and within a round
 * whoever came first. So before a task that is the k-th that its owner has waiting, at most k + 1 of each
 * other person's start, of which at most k - 1 are sent later, and none of its owner's that are sent
 * later: less than (k + 1) · P in all, where P people have work waiting. A task that is tried again is
 * counted once; k counts what its owner deleted while it waited.
 */
export interface TaskRepository {
  /** Records a task as `uploaded`, revision 1, in its owner's next round. */
  insert(task: NewTask): Promise<Task>;
  find(userId: number, taskId: number): Promise<Task | undefined>;
  findByFile(userId: number, fileId: string): Promise<Task | undefined>;
  /** For whoever holds a signed link: the one revision that the link names, if it is current. */
  findRevisionByFile(fileId: string, revision: number): Promise<Task | undefined>;
  /** For the converter's side, which acts for no person: the revision if it is current. */
  findRevision(revision: TaskRevision): Promise<Task | undefined>;
  /** Newest first. */
  page(userId: number, query: TaskPageQuery): Promise<readonly Task[]>;
  /** How many of the person's tasks are `uploaded` or `processing`. */
  countUnfinished(userId: number): Promise<number>;
  /**
   * Gives an unfinished revision to one attempt: the task is `processing`, with progress 0, and has
   * one try more; its round is the one that is being served, unless a later one is (of claims at the
   * same moment, at least one is counted). Answers `undefined` when the revision is not current, has
   * ended, or a later attempt has it already.
   */
  claim(attempt: TaskAttempt): Promise<Task | undefined>;
  /**
   * How many tries the current revision has had, the running one included and those that were taken
   * back excluded; 0 when there is no such revision.
   */
  countTries(revision: TaskRevision): Promise<number>;
  /** Takes back a try that ended, through no fault of the file; does nothing where there is none. */
  takeBackTry(revision: TaskRevision): Promise<void>;
  /** Records progress in per cent. `false` when the attempt no longer has the task. */
  reportProgress(attempt: TaskAttempt, progress: number): Promise<boolean>;
  /** Ends the task. `false`, and nothing changed, when the attempt no longer has it. */
  finish(attempt: TaskAttempt, outcome: Outcome): Promise<boolean>;
  /** Ends an unfinished revision as failed, whichever attempt has it. `false` as for `finish`. */
  giveUp(revision: TaskRevision, failure: TaskFailure): Promise<boolean>;
  /**
   * Starts the next revision, `uploaded` and without a result or a warning. A task that nobody has
   * claimed yet keeps its round, any other gets its owner's next one. Answers the task as it was before
   * (with the result that is now nobody's) and as it is. `undefined` for a task that has expired, too.
   */
  revise(
    userId: number,
    taskId: number,
    change: { readonly newFormat: FormatName; readonly options: ConversionOptions },
  ): Promise<{ readonly before: Task; readonly after: Task } | undefined>;
  /** Removes the record and answers it. */
  remove(userId: number, taskId: number): Promise<Task | undefined>;
  /**
   * Makes up to `limit` tasks that ended before `endedBefore` `expired`, without their results, and
   * answers them. Several processes may do so at once.
   */
  expire(endedBefore: Date, limit: number): Promise<readonly Task[]>;
  /** Which of `keys` some task that has not expired refers to, as its original or its result. */
  referenced(keys: readonly FileKey[]): Promise<ReadonlySet<FileKey>>;
}

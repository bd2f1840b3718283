import type { Task, TaskRevision } from '../tasks/task.ts';
import type { NewTask } from './task-repository.ts';

export interface MinuteCount {
  /** 1 for the first 60 seconds after a task was asked for. */
  readonly min: number;
  readonly count: number;
}

/** The tasks of benchmarks, which belong to no person and share one original. */
export interface BenchmarkRepository {
  /** Records `count` tasks like `task` as the newest benchmark; each gets a file id of its own. */
  insert(
    benchmarkId: string,
    task: Omit<NewTask, 'userId' | 'fileId'>,
    count: number,
  ): Promise<readonly TaskRevision[]>;
  /** The newest benchmark's tasks with an id above `after`, oldest first, at most `limit`. */
  page(after: number, limit: number): Promise<readonly Task[]>;
  /** How many of the newest benchmark's tasks were processed within the n-th minute. */
  countByMinute(): Promise<readonly MinuteCount[]>;
}

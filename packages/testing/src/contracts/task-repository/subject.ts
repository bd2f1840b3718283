import type { TaskRepository } from '@cloudconvert/core';

/** One implementation, ready for use. */
export interface TaskRepositorySubject {
  readonly tasks: TaskRepository;
  /** The id of a user who has no tasks yet. */
  newUserId(): Promise<number>;
  close?(): Promise<void>;
}

/** Answers the subject that was opened before the tests began. */
export type TaskRepositoryUnderTest = () => TaskRepositorySubject;

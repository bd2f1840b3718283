import { type Clock, isFinal, type NewTask, type Task } from '@cloudconvert/core';

/** A task with what only the table knows of it. */
export interface TaskRecord extends Task {
  /** The latest delivery that claimed it; -1 before the first. */
  readonly attempt: number;
  /** Of this revision, without those that were taken back. */
  readonly tries: number;
  readonly benchmarkId: string | null;
}

/** The rows that the repositories in memory share. Rows are replaced, never changed. */
export class MemoryTaskTable {
  readonly clock: Clock;
  #rows = new Map<number, TaskRecord>();
  #lastId = 0;
  /** The latest of which a task was claimed. */
  #servedRound = 0;

  constructor(clock: Clock = () => new Date()) {
    this.clock = clock;
  }

  insert(task: NewTask, benchmarkId: string | null = null): TaskRecord {
    this.#lastId += 1;
    const now = this.clock();
    const round = benchmarkId === null ? this.nextRound(task.userId) : 0;
    const row = { ...uploaded(now), ...task, id: this.#lastId, round, createdAt: now, benchmarkId };
    this.#rows.set(row.id, row);
    return row;
  }

  /** The round in which the person is served next. */
  nextRound(userId: number): number {
    const rows = this.all().filter((row) => row.userId === userId && !isFinal(row.status));
    return 1 + Math.max(this.#servedRound, ...rows.map(({ round }) => round));
  }

  serve(round: number): void {
    this.#servedRound = Math.max(this.#servedRound, round);
  }

  get(id: number): TaskRecord | undefined {
    return this.#rows.get(id);
  }

  update(row: TaskRecord, changes: Partial<TaskRecord>): TaskRecord {
    const changed = { ...row, ...changes };
    this.#rows.set(row.id, changed);
    return changed;
  }

  delete(id: number): void {
    this.#rows.delete(id);
  }

  /** Oldest first. */
  all(): TaskRecord[] {
    return [...this.#rows.values()];
  }

  /** Answers what puts all rows back as they are now. */
  savepoint(): () => void {
    const saved = new Map(this.#rows);
    return () => {
      this.#rows = saved;
    };
  }
}

/** What a task is when a revision begins. */
export function uploaded(now: Date) {
  return {
    revision: 1,
    attempt: -1,
    tries: 0,
    status: 'uploaded',
    progress: 0,
    result: null,
    failure: null,
    warnings: [],
    requestedAt: now,
    startedAt: null,
    endedAt: null,
  } as const;
}

/** The task as the ports show it. */
export function taskOf({ attempt: _, tries: __, benchmarkId: ___, ...task }: TaskRecord): Task {
  return task;
}

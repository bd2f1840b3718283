import {
  type ConversionOptions,
  type FileKey,
  type FormatName,
  isFinal,
  type NewTask,
  type Outcome,
  type Task,
  type TaskAttempt,
  type TaskFailure,
  type TaskPageQuery,
  type TaskRepository,
  type TaskRevision,
} from '@cloudconvert/core';
import { MemoryTaskTable, type TaskRecord, taskOf, uploaded } from './memory-task-table.ts';

export class MemoryTaskRepository implements TaskRepository {
  readonly #table: MemoryTaskTable;

  constructor(table = new MemoryTaskTable()) {
    this.#table = table;
  }

  async insert(task: NewTask): Promise<Task> {
    return taskOf(this.#table.insert(task));
  }

  async find(userId: number, taskId: number): Promise<Task | undefined> {
    const row = this.#ownedBy(userId, taskId);
    return row && taskOf(row);
  }

  async findByFile(userId: number, fileId: string): Promise<Task | undefined> {
    const row = this.#ofFile(fileId);
    return row?.userId === userId ? taskOf(row) : undefined;
  }

  async findRevisionByFile(fileId: string, revision: number): Promise<Task | undefined> {
    const row = this.#ofFile(fileId);
    return row?.revision === revision ? taskOf(row) : undefined;
  }

  async findRevision(revision: TaskRevision): Promise<Task | undefined> {
    const row = this.#current(revision);
    return row && taskOf(row);
  }

  async page(userId: number, query: TaskPageQuery): Promise<readonly Task[]> {
    const { limit, before = Number.POSITIVE_INFINITY, status, format } = query;
    return this.#table
      .all()
      .filter((row) => row.userId === userId && row.id < before)
      .filter((row) => row.status === (status ?? row.status))
      .filter((row) => row.newFormat === (format ?? row.newFormat))
      .toReversed()
      .slice(0, limit)
      .map(taskOf);
  }

  async countUnfinished(userId: number): Promise<number> {
    const rows = this.#table.all();
    return rows.filter((row) => row.userId === userId && !isFinal(row.status)).length;
  }

  async claim({ taskId, revision, attempt }: TaskAttempt): Promise<Task | undefined> {
    const row = this.#current({ taskId, revision });
    if (!row || isFinal(row.status) || row.attempt >= attempt) return undefined;
    const startedAt = this.#table.clock();
    this.#table.serve(row.round);
    const tries = row.tries + 1;
    const changes = { status: 'processing', progress: 0, attempt, tries, startedAt } as const;
    return taskOf(this.#table.update(row, changes));
  }

  async countTries(revision: TaskRevision): Promise<number> {
    return this.#current(revision)?.tries ?? 0;
  }

  async takeBackTry(revision: TaskRevision): Promise<void> {
    const row = this.#current(revision);
    if (row && row.tries > 0 && !isFinal(row.status)) {
      this.#table.update(row, { tries: row.tries - 1 });
    }
  }

  async reportProgress(attempt: TaskAttempt, progress: number): Promise<boolean> {
    return this.#change(this.#heldBy(attempt), {
      progress: Math.min(Math.max(progress, 0), 100),
    });
  }

  async finish(attempt: TaskAttempt, outcome: Outcome): Promise<boolean> {
    const row = this.#heldBy(attempt);
    const progress = outcome.status === 'processed' ? 100 : row?.progress;
    return this.#change(row, { ...outcome, progress: progress ?? 0, endedAt: this.#table.clock() });
  }

  async giveUp(revision: TaskRevision, failure: TaskFailure): Promise<boolean> {
    const row = this.#current(revision);
    if (row && isFinal(row.status)) return false;
    return this.#change(row, { status: 'failed', failure, endedAt: this.#table.clock() });
  }

  async revise(
    userId: number,
    taskId: number,
    change: { readonly newFormat: FormatName; readonly options: ConversionOptions },
  ): Promise<{ readonly before: Task; readonly after: Task } | undefined> {
    const row = this.#ownedBy(userId, taskId);
    if (!row || row.status === 'expired') return undefined;
    const round = row.status === 'uploaded' ? row.round : this.#table.nextRound(userId);
    const revision = row.revision + 1;
    const anew = { ...uploaded(this.#table.clock()), ...change, revision, round };
    return { before: taskOf(row), after: taskOf(this.#table.update(row, anew)) };
  }

  async remove(userId: number, taskId: number): Promise<Task | undefined> {
    const row = this.#ownedBy(userId, taskId);
    this.#table.delete(row?.id ?? 0);
    return row && taskOf(row);
  }

  async expire(endedBefore: Date, limit: number): Promise<readonly Task[]> {
    const rows = this.#table.all().filter(({ status }) => status !== 'expired');
    const ended = rows.filter(({ endedAt }) => endedAt !== null && endedAt < endedBefore);
    const changes = { status: 'expired', result: null } as const;
    return ended.slice(0, limit).map((row) => taskOf(this.#table.update(row, changes)));
  }

  async referenced(keys: readonly FileKey[]): Promise<ReadonlySet<FileKey>> {
    const rows = this.#table.all().filter(({ status }) => status !== 'expired');
    const used = new Set(rows.flatMap(({ original, result }) => [original.key, result?.key]));
    return new Set(keys.filter((key) => used.has(key)));
  }

  #ownedBy(userId: number, taskId: number): TaskRecord | undefined {
    const row = this.#table.get(taskId);
    return row?.userId === userId ? row : undefined;
  }

  #ofFile(fileId: string): TaskRecord | undefined {
    const wanted = fileId.toLowerCase();
    return this.#table.all().find((row) => row.fileId.toLowerCase() === wanted);
  }

  #current({ taskId, revision }: TaskRevision): TaskRecord | undefined {
    const row = this.#table.get(taskId);
    return row?.revision === revision ? row : undefined;
  }

  #heldBy(attempt: TaskAttempt): TaskRecord | undefined {
    const row = this.#current(attempt);
    return row?.attempt === attempt.attempt && row.status === 'processing' ? row : undefined;
  }

  #change(row: TaskRecord | undefined, changes: Partial<TaskRecord>): boolean {
    if (row) this.#table.update(row, changes);
    return row !== undefined;
  }
}

import {
  type ConversionOptions,
  type FileKey,
  type FormatName,
  type NewTask,
  type Outcome,
  parseFileKey,
  type Task,
  type TaskAttempt,
  type TaskFailure,
  type TaskPageQuery,
  type TaskRepository,
  type TaskRevision,
} from '@cloudconvert/core';
import { fitInt4, isUuid } from '../identifiers.ts';
import { first, hasChanged, type Queryable, rowsOf } from '../query.ts';
import { type TaskRow, taskOf } from './task-row.ts';
import * as sql from './task-sql.ts';

const aboveAllIds = 2 ** 31;

export class PgTaskRepository implements TaskRepository {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async insert({ userId, fileId, newFormat, options, original }: NewTask): Promise<Task> {
    const { key, name, size } = original;
    const values = [userId, fileId, newFormat, options, key, name, size];
    const row = await first<TaskRow>(this.#db, sql.insert, values);
    if (!row) throw new Error('An insert answered no row');
    return taskOf(row);
  }

  async find(userId: number, taskId: number): Promise<Task | undefined> {
    if (!fitInt4(userId, taskId)) return undefined;
    return this.#one(sql.find, [userId, taskId]);
  }

  async findByFile(userId: number, fileId: string): Promise<Task | undefined> {
    if (!fitInt4(userId) || !isUuid(fileId)) return undefined;
    return this.#one(sql.findByFile, [userId, fileId]);
  }

  async findRevisionByFile(fileId: string, revision: number): Promise<Task | undefined> {
    if (!fitInt4(revision) || !isUuid(fileId)) return undefined;
    return this.#one(sql.findRevisionByFile, [fileId, revision]);
  }

  async findRevision({ taskId, revision }: TaskRevision): Promise<Task | undefined> {
    if (!fitInt4(taskId, revision)) return undefined;
    return this.#one(sql.findRevision, [taskId, revision]);
  }

  async page(userId: number, query: TaskPageQuery): Promise<readonly Task[]> {
    if (!fitInt4(userId)) return [];
    const { limit, before, status = null, format = null } = query;
    const page = [userId, idBound(before), limit];
    const isFiltered = status !== null || format !== null;
    const rows = isFiltered
      ? rowsOf<TaskRow>(this.#db, sql.filteredPage, [...page, status, format])
      : rowsOf<TaskRow>(this.#db, sql.page, page);
    return (await rows).map(taskOf);
  }

  async countUnfinished(userId: number): Promise<number> {
    if (!fitInt4(userId)) return 0;
    const row = await first<{ count: number }>(this.#db, sql.countUnfinished, [userId]);
    return row?.count ?? 0;
  }

  async claim({ taskId, revision, attempt }: TaskAttempt): Promise<Task | undefined> {
    if (!fitInt4(taskId, revision, attempt)) return undefined;
    return this.#one(sql.claim, [taskId, revision, attempt]);
  }

  async countTries({ taskId, revision }: TaskRevision): Promise<number> {
    if (!fitInt4(taskId, revision)) return 0;
    const row = await first<{ tries: number }>(this.#db, sql.countTries, [taskId, revision]);
    return row?.tries ?? 0;
  }

  async takeBackTry({ taskId, revision }: TaskRevision): Promise<void> {
    if (fitInt4(taskId, revision)) await hasChanged(this.#db, sql.takeBackTry, [taskId, revision]);
  }

  async reportProgress(
    { taskId, revision, attempt }: TaskAttempt,
    progress: number,
  ): Promise<boolean> {
    if (!fitInt4(taskId, revision, attempt)) return false;
    return hasChanged(this.#db, sql.reportProgress, [taskId, revision, attempt, progress]);
  }

  async finish(attempt: TaskAttempt, outcome: Outcome): Promise<boolean> {
    const { taskId, revision, attempt: number } = attempt;
    if (!fitInt4(taskId, revision, number)) return false;
    const names = [taskId, revision, number];
    if (outcome.status === 'failed') return this.#fail(sql.finishFailed, names, outcome.failure);
    const { key, format, size } = outcome.result;
    // pg would send a list as an array of PostgreSQL.
    const warnings = JSON.stringify(outcome.warnings);
    return hasChanged(this.#db, sql.finishProcessed, [...names, key, format, size, warnings]);
  }

  async giveUp({ taskId, revision }: TaskRevision, failure: TaskFailure): Promise<boolean> {
    if (!fitInt4(taskId, revision)) return false;
    return this.#fail(sql.giveUp, [taskId, revision], failure);
  }

  async revise(
    userId: number,
    taskId: number,
    { newFormat, options }: { newFormat: FormatName; options: ConversionOptions },
  ): Promise<{ readonly before: Task; readonly after: Task } | undefined> {
    if (!fitInt4(userId, taskId)) return undefined;
    const values = [userId, taskId, newFormat, options];
    const [before, after] = await rowsOf<TaskRow>(this.#db, sql.revise, values);
    return before && after && { before: taskOf(before), after: taskOf(after) };
  }

  async remove(userId: number, taskId: number): Promise<Task | undefined> {
    if (!fitInt4(userId, taskId)) return undefined;
    return this.#one(sql.remove, [userId, taskId]);
  }

  async expire(endedBefore: Date, limit: number): Promise<readonly Task[]> {
    return (await rowsOf<TaskRow>(this.#db, sql.expire, [endedBefore, limit])).map(taskOf);
  }

  async referenced(keys: readonly FileKey[]): Promise<ReadonlySet<FileKey>> {
    const rows = await rowsOf<{ key: string }>(this.#db, sql.referenced, [
      keys,
      keys.map(fileIdIn),
    ]);
    return new Set(rows.map(({ key }) => parseFileKey(key)));
  }

  async #one(text: string, values: unknown[]): Promise<Task | undefined> {
    const row = await first<TaskRow>(this.#db, text, values);
    return row && taskOf(row);
  }

  #fail(text: string, names: number[], { code, message }: TaskFailure): Promise<boolean> {
    return hasChanged(this.#db, text, [...names, code, message]);
  }
}

/** A `bigint` as `before`, or above every id. */
function idBound(before: number = aboveAllIds): number {
  return Math.min(Math.max(Math.ceil(before), 0), aboveAllIds);
}

/** The file id in the key of an original or a result. */
function fileIdIn(key: FileKey): string | null {
  const id = key.split('/')[1] ?? '';
  return isUuid(id) ? id : null;
}

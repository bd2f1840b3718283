import { randomUUID } from 'node:crypto';
import type {
  BenchmarkRepository,
  MinuteCount,
  NewTask,
  Task,
  TaskRevision,
} from '@cloudconvert/core';
import { type MemoryTaskTable, type TaskRecord, taskOf } from './memory-task-table.ts';
import { benchmarkUser } from './memory-user-repository.ts';

export class MemoryBenchmarkRepository implements BenchmarkRepository {
  readonly #table: MemoryTaskTable;

  /** @param table the one of the MemoryTaskRepository that is to know the same tasks */
  constructor(table: MemoryTaskTable) {
    this.#table = table;
  }

  async insert(
    benchmarkId: string,
    task: Omit<NewTask, 'userId' | 'fileId'>,
    count: number,
  ): Promise<readonly TaskRevision[]> {
    return Array.from({ length: count }, () => {
      const newTask = { ...task, userId: benchmarkUser.id, fileId: randomUUID() };
      const { id, revision } = this.#table.insert(newTask, benchmarkId);
      return { taskId: id, revision };
    });
  }

  async page(after: number, limit: number): Promise<readonly Task[]> {
    const rows = this.#newest().filter(({ id }) => id > after);
    return rows.slice(0, limit).map(taskOf);
  }

  async countByMinute(): Promise<readonly MinuteCount[]> {
    const counts = new Map<number, number>();
    for (const row of this.#newest()) {
      if (row.status !== 'processed' || !row.endedAt) continue;
      const min = Math.floor((row.endedAt.getTime() - row.requestedAt.getTime()) / 60_000) + 1;
      counts.set(min, (counts.get(min) ?? 0) + 1);
    }
    return [...counts].map(([min, count]) => ({ min, count })).toSorted((a, b) => a.min - b.min);
  }

  #newest(): TaskRecord[] {
    const rows = this.#table.all().filter(({ benchmarkId }) => benchmarkId !== null);
    const newest = rows.at(-1)?.benchmarkId;
    return rows.filter(({ benchmarkId }) => benchmarkId === newest);
  }
}

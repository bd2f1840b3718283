import type {
  BenchmarkRepository,
  MinuteCount,
  NewTask,
  Task,
  TaskRevision,
} from '@cloudconvert/core';
import { type Queryable, rowsOf } from '../query.ts';
import { type TaskRow, taskColumns, taskOf } from './task-row.ts';

const insert = `
  insert into cloudconvert.tasks
    (user_id, file_id, benchmark_id, new_format, options, original_key, original_name, original_size)
  select owner.id, gen_random_uuid(), $1, $2, $3, $4, $5, $6
  from cloudconvert.users owner cross join generate_series(1, $7::integer)
  where owner.username_key = 'benchmark'
  returning id as "taskId", revision`;

const isOfNewest = `benchmark_id = (
  select benchmark_id from cloudconvert.tasks
  where benchmark_id is not null order by id desc limit 1
)`;

export class PgBenchmarkRepository implements BenchmarkRepository {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  insert(
    benchmarkId: string,
    { newFormat, options, original }: Omit<NewTask, 'userId' | 'fileId'>,
    count: number,
  ): Promise<readonly TaskRevision[]> {
    const { key, name, size } = original;
    const values = [benchmarkId, newFormat, options, key, name, size, count];
    return rowsOf<{ taskId: number; revision: number }>(this.#db, insert, values);
  }

  async page(after: number, limit: number): Promise<readonly Task[]> {
    const text = `select ${taskColumns} from cloudconvert.tasks
      where ${isOfNewest} and id > $1 order by id limit $2`;
    return (await rowsOf<TaskRow>(this.#db, text, [after, limit])).map(taskOf);
  }

  countByMinute(): Promise<readonly MinuteCount[]> {
    return rowsOf<{ min: number; count: number }>(
      this.#db,
      `select floor(extract(epoch from ended_at - requested_at) / 60)::integer + 1 as min,
         count(*)::integer as count
       from cloudconvert.tasks where ${isOfNewest} and status = 'processed'
       group by min order by min`,
    );
  }
}

import {
  aliveSeconds,
  type ConverterRegistry,
  type ConverterStatus,
  type FormatName,
} from '@cloudconvert/core';
import { type Queryable, rowsOf } from '../query.ts';

interface ConverterRow {
  readonly id: string;
  readonly host: string;
  readonly started_at: Date;
  readonly concurrency: number;
  readonly formats: FormatName[];
  readonly task_ids: number[];
}

/** Also forgets converters that are long gone, since one that was killed can't withdraw. */
const announce = `
  with forgotten as (
    delete from cloudconvert.converters
    where announced_at < now() - interval '1 hour' and id <> $1
  )
  insert into cloudconvert.converters as known
    (id, host, started_at, concurrency, formats, task_ids, announced_at)
  values ($1, $2, $3, $4, $5, $6, now())
  on conflict (id) do update set
    host = excluded.host, started_at = excluded.started_at, concurrency = excluded.concurrency,
    formats = excluded.formats, task_ids = excluded.task_ids, announced_at = excluded.announced_at`;

const alive = `
  select id, host, started_at, concurrency, formats, task_ids from cloudconvert.converters
  where announced_at > now() - make_interval(secs => $1)
  order by started_at, id`;

export class PgConverterRegistry implements ConverterRegistry {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async announce(status: ConverterStatus): Promise<void> {
    const { id, host, startedAt, concurrency, formats, taskIds } = status;
    await rowsOf(this.#db, announce, [id, host, startedAt, concurrency, formats, taskIds]);
  }

  async withdraw(id: string): Promise<void> {
    await rowsOf(this.#db, 'delete from cloudconvert.converters where id = $1', [id]);
  }

  async alive(): Promise<readonly ConverterStatus[]> {
    return (await rowsOf<ConverterRow>(this.#db, alive, [aliveSeconds])).map(statusOf);
  }
}

function statusOf(row: ConverterRow): ConverterStatus {
  const { id, host, concurrency, formats } = row;
  return { id, host, concurrency, formats, startedAt: row.started_at, taskIds: row.task_ids };
}

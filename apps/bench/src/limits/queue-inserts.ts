import pg from 'pg';

/** A row like that of a job in the queue, with what it takes to find the next one. */
const table = `
  create schema if not exists bench;
  create table if not exists bench.jobs (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    state text not null default 'created',
    data jsonb not null,
    created_on timestamptz not null default now()
  );
  create index if not exists jobs_in_line on bench.jobs (name, created_on) where state = 'created';
`;

const insert = {
  name: 'insert-job',
  text: 'insert into bench.jobs (name, data) values ($1, $2)',
  values: ['convert', { taskId: 1, revision: 1, requestId: crypto.randomUUID() }],
};

/** Rows in the database server of the service, each in a transaction of its own. */
export class QueueInserts {
  readonly #pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  static async open(databaseUrl: string, connections: number): Promise<QueueInserts> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
    try {
      await pool.query(table);
      return new QueueInserts(pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /** Resolves when one more row outlives a power cut. */
  async insert(): Promise<void> {
    await this.#pool.query(insert);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

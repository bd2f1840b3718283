import type { Pool } from './scale-database.ts';

/** Bytes on disk, indexes included. */
export interface Sizes {
  readonly database: number;
  readonly perTask: number;
  /** Of those that the queue keeps for an hour after they were done. */
  readonly perJob: number;
}

const sizes = `
  select pg_database_size(current_database())::float8 as database,
    (select pg_total_relation_size('cloudconvert.tasks')::float8 / count(*)
      from cloudconvert.tasks) as "perTask",
    (select pg_total_relation_size('pgboss.job_common')::float8 / count(*)
      from pgboss.job_common) as "perJob"`;

export async function measureSizes(pool: Pool): Promise<Sizes> {
  const { rows } = await pool.query<Sizes>(sizes);
  const [found] = rows;
  if (!found) throw new Error('A select without a condition answered no row');
  return found;
}

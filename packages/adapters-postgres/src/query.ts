import type { ClientBase, QueryResultRow } from 'pg';
import { guarded } from './errors.ts';
import { prepared } from './prepared.ts';

/** A pool, or a client inside a transaction. */
export type Queryable = Pick<ClientBase, 'query'>;

/** The rows of one statement; its errors are wrapped. */
export async function rowsOf<R extends QueryResultRow>(
  db: Queryable,
  text: string,
  values?: unknown[],
): Promise<R[]> {
  return (await guarded(db.query<R>(prepared(text, values)))).rows;
}

/** ms, the most that a timer can have. */
const forever = 2 ** 31 - 1;

/**
 * Runs a statement for as long as it takes on this side; how long the server lets it, `statement_timeout`
 * says.
 */
export async function patiently(db: Queryable, text: string): Promise<void> {
  const query = { text, query_timeout: forever };
  await guarded(db.query(query));
}

/** The first row of one statement, if there is one. */
export async function first<R extends QueryResultRow>(
  db: Queryable,
  text: string,
  values?: unknown[],
): Promise<R | undefined> {
  return (await rowsOf<R>(db, text, values))[0];
}

/** Whether a statement changed a row. */
export async function hasChanged(db: Queryable, text: string, values: unknown[]): Promise<boolean> {
  return (await guarded(db.query(prepared(text, values)))).rowCount === 1;
}

import { type Queryable, rowsOf } from '../query.ts';

/**
 * Makes transactions that count what one person has wait for each other. A statement of its own: one
 * that waits would count what there was before it waited.
 */
export async function oneAtATime(db: Queryable, userId: number): Promise<void> {
  await rowsOf(db, "select pg_advisory_xact_lock(hashtext('cloudconvert.limits'), $1)", [userId]);
}

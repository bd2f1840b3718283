import type { Pool } from './scale-database.ts';

/** One of those whose tasks fill the tables. */
export interface Owner {
  readonly id: number;
  /** Below which the last page begins, when pages have `pageLimit` tasks. */
  readonly lastPageBefore: number;
}

export const pageLimit = 100;

const anOwner = `
  select id, (
    select max(id) + 1 from (
      select id from cloudconvert.tasks where user_id = owner.id order by id limit $1
    ) oldest
  ) as "lastPageBefore"
  from cloudconvert.users owner where username = $2`;

/** Each has as many tasks as the others, apart from number 0, whose few are the oldest. */
export async function findOwner(pool: Pool, number: number): Promise<Owner> {
  const { rows } = await pool.query<Owner>(anOwner, [pageLimit, `owner ${number}`]);
  const [owner] = rows;
  if (!owner) throw new Error('The tables have not been filled');
  return owner;
}

import type { Pool } from 'pg';

/**
 * Runs `work` while no other process does the same on this database. pg-boss fails where two make its
 * schema at the same moment, as programs do that start together on an empty database.
 */
export async function startOneAtATime<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks meanwhile lets the lock go; what is done on the others goes on.
  client.on('error', () => undefined);
  try {
    await client.query("select pg_advisory_lock(hashtext('cloudconvert.queues'))");
    return await work();
  } finally {
    // The lock ends with its connection.
    client.release(true);
  }
}

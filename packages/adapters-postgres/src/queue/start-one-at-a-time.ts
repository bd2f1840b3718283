import type { Pool } from 'pg';
import { patiently, rowsOf } from '../query.ts';

/** Seconds after which a machine that vanished holds nobody up any more: 10 and three times 5. */
const endsWithItsMachine = `
  set statement_timeout = 0;
  set tcp_keepalives_idle = 10;
  set tcp_keepalives_interval = 5;
  set tcp_keepalives_count = 3`;

/**
 * Runs `work` while no other process does the same on this database. pg-boss fails where two make its
 * schema at the same moment, as programs do that start together on an empty database.
 */
export async function startOneAtATime<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks meanwhile lets the lock go; what is done on the others goes on.
  client.on('error', () => undefined);
  try {
    await rowsOf(client, endsWithItsMachine);
    await patiently(client, "select pg_advisory_lock(hashtext('cloudconvert.queues'))");
    return await work();
  } finally {
    // The lock ends with its connection.
    client.release(true);
  }
}

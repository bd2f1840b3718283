import type { Logger } from '@cloudconvert/core';
import pg from 'pg';

export interface PostgresPoolOptions {
  /** Where the server is and who logs in: `{ connectionString: url }`, or a way of its own. */
  readonly connection: pg.ClientConfig;
  /** At most this many connections. */
  readonly max: number;
  readonly logger: Logger;
}

/**
 * No query takes 10 seconds, also where the network swallows everything. The server gives up a little
 * earlier, so that nothing goes on there of which nobody waits for the end.
 */
const connectTimeoutMs = 5_000;
const statementTimeoutMs = 8_000;
const queryTimeoutMs = 9_000;
/** Of a transaction whose process was frozen, which would keep its locks. */
const idleInTransactionTimeoutMs = 30_000;
const keepAliveDelayMs = 10_000;

/** A pool of connections, none of which can end the process by an error of its own. */
export function openPostgresPool({ connection, max, logger }: PostgresPoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    application_name: 'cloudconvert',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelayMs,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: queryTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  });
  pool.on('error', (error) => {
    const isExpected = pool.ending;
    logger[isExpected ? 'debug' : 'warn']({ err: error }, 'lost an idle database connection');
  });
  // Also while somebody has the client: without a listener its error would be nobody's and fatal.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.debug({ err: error }, 'lost a database connection'));
  });
  return pool;
}

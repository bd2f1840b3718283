import pg from 'pg';

/** Creates the database `name` unless it is there; `server` names a database that is. */
export async function createDatabase(server: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client({ ...server, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

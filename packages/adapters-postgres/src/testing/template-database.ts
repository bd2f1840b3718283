import { createHash } from 'node:crypto';
import { type Client, Pool } from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { migrate } from '../migrations/migrate.ts';
import { readMigrations } from '../migrations/migration-files.ts';
import { openJobQueue } from '../queue/open-job-queue.ts';
import { queueSettings } from '../queue/queue-settings.ts';
import { onServer, urlOf } from './server.ts';
import { silentLogger } from './silent-logger.ts';

/**
 * The name of a database with today's schema, which is made once per server: filling it takes longer
 * than many tests, copying it doesn't.
 */
export async function prepareTemplate(serverUrl: string): Promise<string> {
  const name = `template_${await fingerprint()}`;
  await onServer(serverUrl, async (client) => {
    // Ends with the connection.
    await client.query("select pg_advisory_lock(hashtext('cloudconvert.template'))");
    if (!(await exists(client, name))) await make(client, serverUrl, name);
  });
  return name;
}

/** Differs whenever what would be in the database differs. */
async function fingerprint(): Promise<string> {
  const migrations = await readMigrations();
  const content = [migrations, getConstructionPlans(), queueSettings];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

/** Under another name until it is complete, so that nobody ever finds half of it. */
async function make(client: Client, serverUrl: string, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  await fill(urlOf(serverUrl, draft));
  await client.query(`alter database ${draft} rename to ${name}`);
}

async function fill(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url });
  pool.on('error', () => undefined);
  try {
    await migrate(pool);
    const { close } = await openJobQueue({ pool, logger: silentLogger, supervise: false });
    await close();
  } finally {
    await pool.end();
  }
}

import { randomUUID } from 'node:crypto';
import { openPostgresPool } from '@cloudconvert/adapters-local';
import { migrate, openJobQueue } from '@cloudconvert/adapters-postgres';
import pg from 'pg';
import { silentLogger } from './silent-logger.ts';

export type Pool = ReturnType<typeof openPostgresPool>;

export interface ScaleDatabase {
  /** As a process of the service has it. */
  readonly pool: Pool;
  readonly url: string;
  /** Removes it. */
  close(): Promise<void>;
}

/** As many connections as a process of the service has. */
const connections = 20;

/** A database of its own with all tables and queues, on the server of `serverUrl`. */
export async function openScaleDatabase(serverUrl: string): Promise<ScaleDatabase> {
  const name = `scale_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = urlOf(serverUrl, name);
  const pool = openPostgresPool({
    connection: { connectionString: url },
    max: connections,
    logger: silentLogger,
  });
  const close = async () => {
    await pool.end();
    await onServer(serverUrl, `drop database ${name} with (force)`);
  };
  try {
    await prepare(pool);
    return { pool, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(pool: Pool): Promise<void> {
  await migrate(pool);
  const { close } = await openJobQueue({ pool, logger: silentLogger, supervise: false });
  await close();
}

function onServer(serverUrl: string, statement: string): Promise<void> {
  return withClient(serverUrl, async (client) => {
    await client.query(statement);
  });
}

/** On a connection of its own, whose statements may take as long as they do. */
export async function withClient(
  url: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

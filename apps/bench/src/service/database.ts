import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DirectoryInUse,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '@cloudconvert/adapters-local';
import type { Logger } from '@cloudconvert/core';
import pg from 'pg';
import { RunError } from '../errors/command-error.ts';

export interface Database {
  readonly url: string;
  readonly pid: number;
  readonly version: string;
  stop(): Promise<void>;
}

/** @throws RunError where none can be had */
export async function startDatabase(directory: string, say: (text: string) => void) {
  const { url, stop } = await start(directory, say);
  const pidFile = await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8');
  const database = { url, pid: Number.parseInt(pidFile, 10), version: await versionAt(url), stop };
  return database satisfies Database;
}

async function start(directory: string, say: (text: string) => void) {
  try {
    return await startEmbeddedPostgres({ directory, logger: loggerTo(say) });
  } catch (error) {
    const isForPeople = error instanceof DirectoryInUse || error instanceof EmbeddedPostgresError;
    throw isForPeople ? new RunError(`${error.message}.`, { cause: error }) : error;
  }
}

async function versionAt(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}

/** What goes wrong with the database is told; the rest is nobody's business. */
function loggerTo(say: (text: string) => void): Logger {
  const tell = (_fields: unknown, message: string) => say(`Database: ${message}`);
  const logger: Logger = {
    debug: () => {},
    info: () => {},
    warn: tell,
    error: tell,
    child: () => logger,
  };
  return logger;
}

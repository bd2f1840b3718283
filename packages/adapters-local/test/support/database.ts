import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLogger } from '@cloudconvert/testing';
import { afterAll, onTestFinished } from 'vitest';
import { type Settings, startEmbeddedPostgres } from '../../src/index.ts';
import { ask } from './ask.ts';

/** The tests crash processes, not the machine. */
export const fast: Settings = { fsync: 'off' };

/**
 * One for all tests of a file, since making a database takes a second. Where root runs the tests,
 * only root may enter it.
 */
export const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
afterAll(() => rm(directory, { recursive: true, force: true }));

export const cluster = join(directory, 'cluster');
export const pidFile = join(cluster, 'postmaster.pid');

export async function start(settings: Settings = fast, reserve?: number) {
  const logger = new MemoryLogger();
  const server = await startEmbeddedPostgres({ directory, logger, settings, reserve });
  onTestFinished(() => server.stop());
  return { ...server, logger };
}

export async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(pidFile, 'utf8'), 10);
}

/** Makes a table with one number in it and answers the query for that. */
export async function makeTable(url: string, number: number): Promise<string> {
  const table = `table_${randomUUID().replaceAll('-', '')}`;
  await ask(url, `CREATE TABLE ${table} AS SELECT ${number} AS number`);
  return `SELECT number FROM ${table}`;
}

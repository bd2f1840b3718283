import { createTestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { aUser, postgresUrl } from '@cloudconvert/testing';
import type { Pool } from 'pg';
import { PgUserRepository } from '../../src/index.ts';
import { openPool } from './open-pool.ts';

export interface OpenedDatabase {
  readonly url: string;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** A database of a test's own, and a pool on it. */
export async function openDatabase(): Promise<OpenedDatabase> {
  const database = await createTestDatabase(postgresUrl());
  const pool = openPool(database.url);
  const close = async () => {
    await pool.end();
    await database.drop();
  };
  return { url: database.url, pool, close };
}

/** Signs up somebody who has no tasks yet. */
export function userSource(pool: Pool): () => Promise<number> {
  const users = new PgUserRepository(pool);
  return async () => (await users.insert(aUser())).id;
}

/** Closes in reverse what was opened in order. */
export async function closeAll(opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const one of opened.toReversed()) await one.close();
}

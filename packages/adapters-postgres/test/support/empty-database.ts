import { randomUUID } from 'node:crypto';
import { postgresUrl } from '@cloudconvert/testing';
import { Client } from 'pg';
import type { OpenedDatabase } from './open-database.ts';
import { openPool } from './open-pool.ts';

/** A database with nothing in it, and a pool on it. */
export async function openEmptyDatabase(): Promise<OpenedDatabase> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(postgresUrl());
  url.pathname = `/${name}`;
  const pool = openPool(url.href);
  const close = async () => {
    await pool.end();
    await onServer(`drop database ${name} with (force)`);
  };
  return { url: url.href, pool, close };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl() });
  await client.connect();
  await client.query(statement);
  await client.end();
}

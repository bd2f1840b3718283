import { readdir, readFile } from 'node:fs/promises';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const directory = new URL('../../migrations/', import.meta.url);
const pattern = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** All migrations, oldest first. The folder is as far from `dist` as from `src`. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => pattern.test(name)).sort();
  return Promise.all(names.map(readMigration));
}

async function readMigration(name: string): Promise<Migration> {
  const sql = await readFile(new URL(name, directory), 'utf8');
  return { version: Number.parseInt(name, 10), name, sql };
}

import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';

export interface Password {
  readonly value: string;
  /** Readable by the server's account only. */
  readonly file: string;
}

/** The password of the database in `directory`, made at the first time. */
export async function readPassword(directory: string, account?: Account): Promise<Password> {
  const file = join(directory, 'password');
  const known = await readFile(file, 'utf8').catch(unlessMissing);
  return { file, value: known ?? (await makePassword(file, account)) };
}

async function makePassword(file: string, account?: Account): Promise<string> {
  const value = randomBytes(24).toString('base64url');
  const unfinished = `${file}.new`;
  await writeFile(unfinished, value, { mode: 0o600 });
  if (account) await chown(unfinished, account.uid, account.gid);
  await rename(unfinished, file);
  return value;
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

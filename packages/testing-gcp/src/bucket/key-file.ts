import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { aServiceAccount, type ServiceAccount } from '../storage/emulator/service-account.ts';

/** The account of the key file at `path`; makes one where there is none. */
export async function accountIn(path: string): Promise<ServiceAccount> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return save(aServiceAccount(), path);
}

/** Whole or not at all, since those who sign may be waiting for it. */
async function save(account: ServiceAccount, path: string): Promise<ServiceAccount> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(account), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return account;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

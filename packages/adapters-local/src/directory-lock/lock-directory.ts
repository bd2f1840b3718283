import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prepareFolder } from '../folders/make-folder.ts';
import { DirectoryInUse } from './directory-in-use.ts';

export interface DirectoryLock {
  /** Lets others have the directory; does nothing the second time. */
  release(): void;
}

/**
 * Gives this process the directory, which is made if missing. The kernel holds the lock and lets go
 * when the process ends, however it ends, so that no dead owner bars the next start.
 * @throws DirectoryInUse while another process has it
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await prepareFolder(directory);
  const ownerFile = join(directory, 'lock.pid');
  const database = takeLock(join(directory, 'lock'));
  if (!database) throw new DirectoryInUse(directory, await readOwner(ownerFile));
  try {
    await writeFile(ownerFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    release(database);
    throw error;
  }
  return { release: () => release(database) };
}

/** Node offers no lock on files but SQLite's. Nothing is ever written to this database. */
function takeLock(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Without a journal on the disk, which there would be no room for when the disk is full.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

function release(database: DatabaseSync): void {
  if (database.isOpen) database.close();
}

/** https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

async function readOwner(file: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  return Number.isNaN(pid) ? undefined : pid;
}

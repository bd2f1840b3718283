import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareFolder } from '@cloudconvert/adapters-local';
import { minSecretBytes } from './secret.ts';

/**
 * The secret kept in `directory`, made at the first start. Several processes may start at once: the
 * first one's secret counts for all.
 */
export async function localSecret(directory: string): Promise<string> {
  await prepareFolder(directory);
  const path = join(directory, 'secret');
  // Not the process id, which is the same in every container that shares the directory.
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, randomBytes(minSecretBytes).toString('base64url'), { mode: 0o600 });
  try {
    // A link appears whole or fails where there is one already; a plain write could be read half.
    await link(own, path).catch(ignoreExisting);
  } finally {
    await rm(own, { force: true });
  }
  return readFile(path, 'utf8');
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

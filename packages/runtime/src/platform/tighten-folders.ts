import type { Stats } from 'node:fs';
import { chmod, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@cloudconvert/core';

const ownerOnly = 0o700;
/** What anybody but the owner may do. */
const forOthers = 0o077;
const ours = ['files', 'outbox', 'postgres', 'scratch'];
const oursToo = /^(?:secret(?:\..+)?|lost\+found)$/;

/**
 * Leaves the folders below `data` to their owner: earlier releases made them so that all on this machine could
 * look in. `data` itself may be somebody's home or hold other things; then it stays as it is.
 */
export async function tightenFolders(data: string, logger: Logger): Promise<void> {
  // A new one is made private.
  const names = await readdir(data).catch(() => undefined);
  if (!names) return;
  try {
    for (const name of ours.filter((name) => names.includes(name))) await tighten(join(data, name));
    if (names.every(isOurs) && isLoose(await stat(data))) await chmod(data, ownerOnly);
  } catch (err) {
    const fields = { event: 'folders.not_private', err, folder: data };
    logger.warn(fields, 'folders can not be made private; others on this machine may read them');
  }
}

/** From the innermost folders up, so that a walk that was cut short is made again. */
async function tighten(folder: string): Promise<void> {
  if (!isLoose(await lstat(folder))) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await tighten(join(folder, entry.name));
  }
  await chmod(folder, ownerOnly);
}

function isLoose(stats: Stats): boolean {
  return stats.isDirectory() && (stats.mode & forOthers) !== 0;
}

function isOurs(name: string): boolean {
  return ours.includes(name) || oursToo.test(name);
}

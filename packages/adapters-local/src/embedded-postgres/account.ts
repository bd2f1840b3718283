import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** A user of this machine. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const unprivilegedNames = ['postgres', '_postgres', 'nobody'];

/**
 * The account that the server must have because PostgreSQL refuses to run as root; `undefined` where
 * it may have the caller's. Who has run the server in `cluster` before does so again.
 */
export async function serverAccount(cluster: string): Promise<Account | undefined> {
  if (process.geteuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of unprivilegedNames) {
    const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(users) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and there is no user nobody: start this as another user',
    users,
  );
}

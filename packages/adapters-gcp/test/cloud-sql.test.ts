import { Socket } from 'node:net';
import { inspect } from 'node:util';
import {
  migrate,
  openJobQueue,
  PgTaskRepository,
  PgUnitOfWork,
  PgUploadRepository,
  PgUserRepository,
} from '@cloudconvert/adapters-postgres';
import { createTestDatabase } from '@cloudconvert/adapters-postgres/testing';
import {
  aUser,
  MemoryLogger,
  postgresUrl,
  taskRepositoryContract,
  unitOfWorkContract,
} from '@cloudconvert/testing';
import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type CloudSqlOptions, openCloudSqlPool } from '../src/database/index.ts';
import { accessToken, instanceConnectionName, startCloudSql } from './support/cloud-sql-google.ts';

const server = new URL(postgresUrl());
const user = decodeURIComponent(server.username);
const database = server.pathname.slice(1);
const password = { kind: 'password', password: decodeURIComponent(server.password) } as const;

type Options = Partial<CloudSqlOptions> & Pick<Required<CloudSqlOptions>, 'connector'>;

/** What is opened and not closed by the test. */
function open(options: Options) {
  return openCloudSqlPool({
    ...{ instanceConnectionName, user, database, login: password },
    openPool: (connection) => new pg.Pool({ ...connection, max: 2 }),
    ...options,
  });
}

async function openPool(options: Options) {
  const { pool, close } = await open(options);
  onTestFinished(close);
  return pool;
}

test("reaches PostgreSQL through Google's connector, with a certificate of its own", async () => {
  const { connector, connections, requests } = await startCloudSql();
  const pool = await openPool({ connector });

  const { rows } = await pool.query('SELECT 7 AS seven, current_database() AS name');

  expect(rows).toEqual([{ seven: 7, name: database }]);
  expect(connections.map((one) => one.getPeerX509Certificate()?.subject)).toEqual(['CN=client']);
  expect(requests).toEqual([{ public_key: expect.stringContaining('PUBLIC KEY') }]);
});

test('logs in by IAM with the token of the process and without a password', async () => {
  const { connector, requests } = await startCloudSql();
  const asked = vi.fn((connection) => new pg.Pool(connection));

  await openPool({ connector, login: { kind: 'iam' }, openPool: asked });

  expect(requests).toMatchObject([{ access_token: accessToken }]);
  const [[connection] = []] = asked.mock.calls;
  expect(connection).not.toHaveProperty('password');
  expect(connection).toMatchObject({ user, database });
});

test.each(['PUBLIC', 'PSC'] as const)('takes no other address than %s', async (ipType) => {
  const { connector } = await startCloudSql();

  const connecting = open({ connector, ipType });

  await expect(connecting).rejects.toMatchObject({ code: 'database_unavailable' });
});

test('takes the public address when told so', async () => {
  const ipAddresses = [{ type: 'PRIMARY', ipAddress: '127.0.0.1' }] as const;
  const { connector } = await startCloudSql({ ipAddresses });
  const pool = await openPool({ connector, ipType: 'PUBLIC' });

  expect((await pool.query('SELECT 7 AS seven')).rows).toEqual([{ seven: 7 }]);
});

test('leaves the encryption to the connector, whatever the environment says', async () => {
  vi.stubEnv('PGSSLMODE', 'require');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { connector } = await startCloudSql();
  const pool = await openPool({ connector });

  expect((await pool.query('SELECT 7 AS seven')).rows).toEqual([{ seven: 7 }]);
});

test('opens another connection when one is lost', async () => {
  const { connector, connections } = await startCloudSql();
  const pool = await openPool({ connector });
  const lost = new Promise((resolve) => pool.once('error', resolve));
  await pool.query('SELECT 1');

  connections[0]?.destroy();

  await expect(lost).resolves.toBeInstanceOf(Error);
  expect((await pool.query('SELECT 7 AS seven')).rows).toEqual([{ seven: 7 }]);
  expect(connections).toHaveLength(2);
});

test('says in words fit for the log that Google refuses', async () => {
  const { connector } = await startCloudSql({ mayConnect: false });

  const failure = await open({ connector, login: { kind: 'iam' } }).catch((error) => error);

  expect(failure).toMatchObject({
    code: 'database_unavailable',
    cause: { message: expect.stringContaining('Not authorized') },
  });
  expect(inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(
    accessToken,
  );
});

test('gives up when Google says nothing for half a minute', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(AbortSignal.abort());
  onTestFinished(() => timeout.mockRestore());
  const connector = { getOptions: () => new Promise<never>(() => {}), close() {} };

  await expect(open({ connector })).rejects.toMatchObject({ code: 'database_unavailable' });

  expect(timeout).toHaveBeenCalledWith(30_000);
});

test('closes the connector after the pool', async () => {
  const steps: string[] = [];
  const connector = {
    getOptions: async () => ({ stream: () => new Socket() }),
    close: () => void steps.push('connector'),
  };
  const { pool, close } = await open({ connector });
  const end = pool.end.bind(pool);
  vi.spyOn(pool, 'end').mockImplementation(async () => {
    await end();
    steps.push('pool');
  });

  await close();

  expect(steps).toEqual(['pool', 'connector']);
});

/** A database of a suite's own, reached through the connector as the service does. */
async function openService() {
  const { url, drop } = await createTestDatabase(postgresUrl());
  const closers: (() => void)[] = [];
  const { connector } = await startCloudSql({ onEnd: (close) => void closers.push(close) });
  const { pool, close: closePool } = await openCloudSqlPool({
    ...{ instanceConnectionName, user, login: password, connector },
    database: new URL(url).pathname.slice(1),
    openPool: (connection) => new pg.Pool({ ...connection, max: 10 }),
  });
  await migrate(pool);
  const users = new PgUserRepository(pool);
  const close = async () => {
    await closePool();
    for (const closer of closers) closer();
    await drop();
  };
  return { pool, newUserId: async () => (await users.insert(aUser())).id, close };
}

taskRepositoryContract('PgTaskRepository on Cloud SQL', async () => {
  const { pool, ...rest } = await openService();
  return { tasks: new PgTaskRepository(pool), ...rest };
});

unitOfWorkContract('PgUnitOfWork on Cloud SQL', async () => {
  const { pool, newUserId, close } = await openService();
  const jobs = await openJobQueue({ pool, logger: new MemoryLogger(), supervise: false });
  return {
    ...{ newUserId, queue: jobs.queue, unitOfWork: new PgUnitOfWork(pool, jobs.queue) },
    ...{ tasks: new PgTaskRepository(pool), uploads: new PgUploadRepository(pool) },
    close: async () => {
      await jobs.close();
      await close();
    },
  };
});

import { describe, expect, it } from 'vitest';
import {
  databasePart,
  type Environment,
  isThrottled,
  logOptions,
  platformOptions,
  platformParts,
  readEnvironment,
} from '../src/index.ts';

const login = { POSTGRES_USER: 'u', POSTGRES_PASSWORD: 'p@ss', POSTGRES_DB: 'd' };
const local = { ...login, POSTGRES_HOST: 'db', SECRET_KEY: 's'.repeat(32), DATA_DIR: '/data' };
const baseUrl = { BASE_URL: 'https://example.com' };
const cloud = {
  ...login,
  CLOUDCONVERT_PLATFORM: 'gcp',
  SECRET_KEY: 's'.repeat(32),
  BASE_URL: 'https://example.com',
  GCP_BUCKET_NAME: 'sounds',
  SENDGRID_API_KEY: 'SG.key',
  EMAIL_CONVERTER: 'me@example.com',
  CLOUD_SQL_INSTANCE: 'project:region:instance',
};

function read(env: Environment) {
  return readEnvironment(
    { ...platformParts(env, { isWhole: false }), database: databasePart(env) },
    env,
  );
}

async function readOptions(env: Environment) {
  const config = read(env);
  return platformOptions(config, config.database);
}

describe('the local platform', () => {
  it('keeps files and mail under DATA_DIR when nothing else is said', async () => {
    expect(await readOptions(local)).toMatchObject({
      baseUrl: 'http://127.0.0.1:8000',
      storage: { kind: 'filesystem', root: '/data/files', reserve: undefined },
      mail: { kind: 'outbox', directory: '/data/outbox', logsLinks: false },
      database: { kind: 'postgres', url: 'postgres://u:p%40ss@db:5432/d' },
      throttle: false,
    });
  });

  it.each([
    ['a name', 'db_1.internal', 'db_1.internal'],
    ['an address', '::1', '[::1]'],
    ['an address in brackets', '[::1]', '[::1]'],
    ['the folder of a socket', '/cloudsql/p:r:i', '%2Fcloudsql%2Fp%3Ar%3Ai'],
  ])('finds PostgreSQL by %s', async (_what, POSTGRES_HOST, inUrl) => {
    const { database } = await readOptions({ ...local, POSTGRES_HOST });
    expect(database).toMatchObject({ url: `postgres://u:p%40ss@${inUrl}:5432/d` });
  });

  it.each([' ', 'db:5432', 'postgres://db', 'db/d', 'me@db', '1:2', 'fe80::1%eth0'])(
    'refuses %j as the host of PostgreSQL',
    (POSTGRES_HOST) => {
      expect(() => read({ ...local, POSTGRES_HOST })).toThrow(/POSTGRES_HOST: must be the name/);
    },
  );

  it('sends mail by the server of SMTP_HOST', async () => {
    const options = await readOptions({ ...local, SMTP_HOST: 'm', SMTP_USER: 'ada' });
    expect(options.mail).toMatchObject({ kind: 'smtp', host: 'm', port: 587, secure: false });
  });

  it('makes links from BASE_URL without a slash at its end', async () => {
    const options = await readOptions({ ...local, BASE_URL: 'https://example.com/' });
    expect(options.baseUrl).toBe('https://example.com');
  });

  it('refuses a short secret and a missing database in one message', async () => {
    await expect(readOptions({ SECRET_KEY: 'short' })).rejects.toThrow(
      /SECRET_KEY.*POSTGRES_HOST is missing.*POSTGRES_DB is missing/s,
    );
  });
});

describe('the platform of Google Cloud', () => {
  it('has a bucket, SendGrid and Cloud SQL by its private address', async () => {
    expect(await readOptions(cloud)).toMatchObject({
      storage: { kind: 'gcs', bucket: 'sounds', createBucket: false },
      mail: { kind: 'sendgrid', apiKey: 'SG.key', url: 'https://api.sendgrid.com' },
      database: {
        kind: 'cloudsql',
        ...{ instance: 'project:region:instance', ip: 'private', user: 'u', password: 'p@ss' },
      },
    });
  });

  it('reaches a database by its address where there is a POSTGRES_HOST', async () => {
    const options = await readOptions({ ...cloud, POSTGRES_HOST: '10.0.0.3' });
    expect(options.database).toMatchObject({ kind: 'postgres' });
  });

  it('needs no password where IAM logs in', async () => {
    const { database } = await readOptions({
      ...cloud,
      ...{ CLOUD_SQL_IAM: 'on', POSTGRES_PASSWORD: '' },
    });
    expect(database).toMatchObject({ kind: 'cloudsql', password: undefined });
    expect(() => read({ ...cloud, POSTGRES_PASSWORD: '' })).toThrow(/POSTGRES_PASSWORD is missing/);
  });

  it('throttles and logs as Cloud Logging reads it unless told otherwise', () => {
    const config = read({ ...cloud, GOOGLE_CLOUD_PROJECT: 'p' });
    expect(isThrottled(config)).toBe(true);
    expect(isThrottled(read({ ...cloud, THROTTLE: 'off' }))).toBe(false);
    expect(logOptions(config)).toEqual({
      level: 'info',
      shape: { kind: 'google-cloud', project: 'p' },
    });
    expect(logOptions(read(local)).shape).toEqual({ kind: 'plain' });
  });

  it('names all that is missing in one message', () => {
    const missing = [
      ...['BASE_URL', 'SECRET_KEY', 'GCP_BUCKET_NAME', 'EMAIL_CONVERTER', 'SENDGRID_API_KEY'],
      ...['CLOUD_SQL_INSTANCE', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'],
    ];
    expect(() => read({ CLOUDCONVERT_PLATFORM: 'gcp' })).toThrow(
      expect.objectContaining({
        message: expect.toSatisfy((text: string) =>
          missing.every((name) => text.includes(`${name} is missing`)),
        ),
      }),
    );
  });
});

describe('each port', () => {
  it.each([
    [
      'a bucket',
      { ...baseUrl, STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds' },
      { storage: { kind: 'gcs' } },
    ],
    [
      'SendGrid',
      { MAIL: 'sendgrid', SENDGRID_API_KEY: 'SG.k', EMAIL_CONVERTER: 'a@example.com' },
      { mail: { kind: 'sendgrid' } },
    ],
    [
      'Cloud SQL',
      { DATABASE: 'cloudsql', CLOUD_SQL_INSTANCE: 'a:b:c', CLOUD_SQL_IP: 'psc' },
      { database: { kind: 'cloudsql', ip: 'psc' } },
    ],
  ])('can be that of Google on its own: %s', async (_what, env, expected) => {
    const { storage, mail, database } = await readOptions({ ...local, ...env });
    const usual = {
      ...{ storage: { kind: 'filesystem' }, mail: { kind: 'outbox' } },
      database: { kind: 'postgres' },
    };
    expect({ storage, mail, database }).toMatchObject({ ...usual, ...expected });
  });

  it('needs what several machines must agree on where they share no folder', () => {
    const env = { ...login, POSTGRES_HOST: 'db', STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds' };
    expect(() => read(env)).toThrow(/BASE_URL is missing.*SECRET_KEY is missing/s);
    expect(() => readEnvironment(platformParts(env, { isWhole: true }), env)).not.toThrow();
  });

  it('can be that of a laptop on Google Cloud', async () => {
    const env = { ...cloud, STORAGE: 'filesystem', MAIL: 'smtp', SMTP_HOST: 'm' };
    const { storage, mail, database } = await readOptions(env);
    expect([storage.kind, mail.kind, database.kind]).toEqual(['filesystem', 'smtp', 'cloudsql']);
  });

  it('sends no mail in a stress test, whatever else is said', async () => {
    const env = { ...local, MAIL: 'smtp', STRESS_TEST: '1' };
    expect((await readOptions(env)).mail).toEqual({ kind: 'none' });
  });

  it('takes the mailbox that login shells name for no choice', async () => {
    const { mail } = await readOptions({ ...local, MAIL: '/var/mail/ada' });
    expect(mail).toEqual((await readOptions(local)).mail);
  });

  it('is refused by name when nobody knows it', () => {
    const env = { ...local, CLOUDCONVERT_PLATFORM: 'azure', STORAGE: 's3', MAIL: 'pigeon' };
    expect(() => read(env)).toThrow(/CLOUDCONVERT_PLATFORM: .*STORAGE: .*MAIL: /s);
  });
});

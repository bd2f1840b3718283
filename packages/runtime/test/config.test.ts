import { describe, expect, it } from 'vitest';
import {
  commonSchema,
  databaseOptions,
  databaseSchema,
  type Environment,
  platformOptions,
  readEnvironment,
} from '../src/index.ts';

const schema = commonSchema.extend(databaseSchema.shape);

const database = {
  POSTGRES_HOST: 'db',
  POSTGRES_USER: 'u',
  POSTGRES_PASSWORD: 'p@ss',
  POSTGRES_DB: 'd',
};
const env = { ...database, SECRET_KEY: 's'.repeat(32), DATA_DIR: '/data' };

async function readPlatformOptions(env: Environment) {
  const config = readEnvironment(schema, env);
  return platformOptions(config, databaseOptions(config));
}

describe('the platform that the environment describes', () => {
  it('keeps files and mail under DATA_DIR when nothing else is said', async () => {
    expect(await readPlatformOptions(env)).toMatchObject({
      baseUrl: 'http://127.0.0.1:8000',
      storage: { kind: 'filesystem', root: '/data/files' },
      mail: { kind: 'outbox', directory: '/data/outbox' },
      database: { url: 'postgres://u:p%40ss@db:5432/d' },
      throttle: false,
    });
  });

  it('sends mail by the server of SMTP_HOST', async () => {
    const options = await readPlatformOptions({ ...env, SMTP_HOST: 'm', SMTP_USER: 'ada' });
    expect(options.mail).toMatchObject({ kind: 'smtp', host: 'm', port: 587, secure: false });
  });

  it('sends none in a stress test', async () => {
    const options = await readPlatformOptions({ ...env, SMTP_HOST: 'm', STRESS_TEST: '1' });
    expect(options.mail).toEqual({ kind: 'none' });
  });

  it('makes links from BASE_URL without a slash at its end', async () => {
    const options = await readPlatformOptions({ ...env, BASE_URL: 'https://example.com/' });
    expect(options.baseUrl).toBe('https://example.com');
  });

  it('refuses a short secret and a missing database in one message', async () => {
    await expect(readPlatformOptions({ SECRET_KEY: 'short' })).rejects.toThrow(
      /SECRET_KEY.*POSTGRES_HOST is missing.*POSTGRES_DB is missing/s,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { readPlatformOptions } from '../src/index.ts';

const database = {
  POSTGRES_HOST: 'db',
  POSTGRES_USER: 'u',
  POSTGRES_PASSWORD: 'p',
  POSTGRES_DB: 'd',
};
const env = { ...database, SECRET_KEY: 's'.repeat(32), DATA_DIR: '/data' };
const url = 'http://127.0.0.1:8000';

describe('the platform that the environment describes', () => {
  it('keeps files and mail under DATA_DIR when nothing else is said', async () => {
    expect(await readPlatformOptions(url, env)).toMatchObject({
      baseUrl: url,
      storage: { kind: 'filesystem', root: '/data/files' },
      mail: { kind: 'outbox', directory: '/data/outbox' },
      database: { host: 'db', port: 5432 },
      throttle: false,
    });
  });

  it('sends mail by the server of SMTP_HOST', async () => {
    const options = await readPlatformOptions(url, { ...env, SMTP_HOST: 'm', SMTP_USER: 'ada' });
    expect(options.mail).toMatchObject({ kind: 'smtp', host: 'm', port: 587, secure: false });
  });

  it('sends none in a stress test', async () => {
    const options = await readPlatformOptions(url, { ...env, SMTP_HOST: 'm', STRESS_TEST: '1' });
    expect(options.mail).toEqual({ kind: 'none' });
  });

  it('makes links from BASE_URL without a slash at its end', async () => {
    const options = await readPlatformOptions(url, { ...env, BASE_URL: 'https://example.com/' });
    expect(options.baseUrl).toBe('https://example.com');
  });

  it('refuses a short secret and a missing database in one message', async () => {
    await expect(readPlatformOptions(url, { SECRET_KEY: 'short' })).rejects.toThrow(
      /SECRET_KEY.*POSTGRES_HOST is missing.*POSTGRES_DB is missing/s,
    );
  });
});

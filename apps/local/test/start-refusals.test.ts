import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresUrl } from '@cloudconvert/testing';
import { aServiceAccount, startStorageEmulator } from '@cloudconvert/testing-gcp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postgresVariables } from './support/postgres-variables.ts';
import { Program } from './support/program.ts';

/** How the API ends when it is started so. */
async function start(env: Readonly<Record<string, string>>) {
  const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const program = new Program(['node', 'apps/api/src/main.ts'], {
    ...postgresVariables(postgresUrl()),
    ...{ DATA_DIR: directory, PORT: '0', BASE_URL: 'http://127.0.0.1' },
    ...{ SECRET_KEY: 'a secret that only the tests know', GOOGLE_APPLICATION_CREDENTIALS: '' },
    ...env,
  });
  onTestFinished(async () => void (await program.stop()));
  return program.ended();
}

describe('a start that can not succeed says so in one sentence', () => {
  it.each([
    ['a wrong password', { POSTGRES_PASSWORD: 'wrong' }, 'POSTGRES_PASSWORD'],
    ['a database that is not there', { POSTGRES_DB: 'nonesuch' }, 'POSTGRES_DB'],
    ['a server that is not there', { POSTGRES_PORT: '1' }, 'POSTGRES_PORT'],
    [
      'an emulator that is no address',
      { STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds', STORAGE_EMULATOR_HOST: 'a:b:c' },
      'STORAGE_EMULATOR_HOST',
    ],
  ])('of %s', async (_what, env, name) => {
    const { code, output } = await start(env);
    expect(output).toContain(name);
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('in one line of JSON where Cloud Logging reads it', async () => {
    const { code, output } = await start({ CLOUDCONVERT_PLATFORM: 'gcp', SECRET_KEY: 'short' });
    const lines = output.trim().split('\n');
    const sentence = expect.stringMatching(/SECRET_KEY.*GCP_BUCKET_NAME is missing/s);
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ severity: 'ERROR', message: sentence }),
    );
    expect(code).toBe(1);
  });

  it('of a bucket whose URLs nobody can sign', async () => {
    const emulator = await startStorageEmulator(aServiceAccount());
    onTestFinished(() => emulator.close());
    const { code, output } = await start({
      ...{ STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds', STORAGE_EMULATOR_HOST: emulator.url },
      // No machine of Google's, so no account of one.
      ...{ METADATA_SERVER_DETECTION: 'none', CLOUDSDK_CONFIG: '/nonexistent' },
    });
    expect(output).toContain('GOOGLE_APPLICATION_CREDENTIALS');
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });
});

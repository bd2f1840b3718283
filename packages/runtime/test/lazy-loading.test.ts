import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase } from '@cloudconvert/adapters-postgres/testing';
import { postgresUrl } from '@cloudconvert/testing';
import { aServiceAccount, startStorageEmulator } from '@cloudconvert/testing-gcp';
import { describe, expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./support/loads.ts', import.meta.url));

/** Which SDKs a process has loaded once it has opened the platform of `env`. */
async function loadedBy(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const database = await createTestDatabase(postgresUrl());
  onTestFinished(() => database.drop());
  const directory = await newDirectory();
  const { stdout } = await run(process.execPath, [program, database.url], {
    env: { PATH: process.env.PATH, DATA_DIR: directory, ...env },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudconvert-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

describe('a platform', () => {
  it('of a laptop loads nothing of a cloud', async () => {
    expect(await loadedBy({})).toEqual([]);
  });

  it('that sends mail by SMTP loads what it takes with the first message', async () => {
    const env = { MAIL: 'smtp', SMTP_HOST: 'localhost', EMAIL_CONVERTER: 'a@example.com' };
    expect(await loadedBy(env)).toEqual([]);
  });

  it('that sends mail by SendGrid loads nothing of Google', async () => {
    const env = { MAIL: 'sendgrid', SENDGRID_API_KEY: 'SG.k', EMAIL_CONVERTER: 'a@example.com' };
    expect(await loadedBy(env)).toEqual(['@sendgrid/mail']);
  });

  it('that keeps files in a bucket loads nothing of SendGrid and Cloud SQL', async () => {
    const account = aServiceAccount();
    const emulator = await startStorageEmulator(account);
    onTestFinished(() => emulator.close());
    const keyFile = join(await newDirectory(), 'key.json');
    await writeFile(keyFile, JSON.stringify(account));
    const env = {
      ...{ STORAGE: 'gcs', GCP_BUCKET_NAME: 'sounds', STORAGE_EMULATOR_HOST: emulator.url },
      GOOGLE_APPLICATION_CREDENTIALS: keyFile,
    };
    expect(await loadedBy(env)).toEqual(['@google-cloud/storage', 'gaxios', 'google-auth-library']);
  });
});
